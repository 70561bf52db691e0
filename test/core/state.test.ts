import { describe, expect, test } from "vitest";
import { csrOfRows, dense } from "../../src/core/connectivity/index.js";
import { partOf, SavedError } from "../../src/core/saved.js";
import { finite, whole } from "../../src/core/saved-values.js";
import { restoreState, type StateVariable, saveState, valuesAt, within } from "../../src/core/state.js";

/** A part with a variable of every sort. */
class Part {
  readonly v = Float32Array.of(1, 2, 3);
  readonly on = Uint8Array.of(0, 1);
  readonly full = dense(2, 3);
  g = new Float64Array(this.full.size);
  next = 5;
  queue: number[] = [4, 4, 7];
  readonly variables: readonly StateVariable[];

  constructor() {
    const part = this;
    this.variables = [
      { name: "v", unit: "V", per: "neuron", doc: "potential", bounds: () => finite, values: this.v },
      { name: "on", unit: "1", per: "row", doc: "switched on", bounds: () => whole(0, 1), values: this.on },
      {
        name: "g",
        unit: "S",
        per: "synapse",
        doc: "conductance",
        wiring: this.full,
        get values() {
          return part.g;
        },
      },
      {
        name: "next",
        unit: "tick",
        per: "one",
        doc: "next tick",
        bounds: ({ now }) => whole(now, now + 10),
        get: () => this.next,
        set: (x) => {
          this.next = x;
        },
      },
      {
        name: "due",
        unit: "tick",
        per: "event",
        doc: "ticks to come",
        order: "rising",
        bounds: ({ now }) => whole(now, now + 10),
        list: () => Float64Array.from(this.queue),
        take: (due) => {
          this.queue = [...due];
        },
      },
    ];
  }
}

const copy = () => structuredClone(saveState(new Part().variables));

test("what is saved are copies under the declared names, without padding", () => {
  const part = new Part();
  part.full.rowStart(1);
  part.g[part.full.rowStart(1)] = 8;
  const { numbers, arrays } = saveState(part.variables);
  expect(numbers).toEqual({ next: 5 });
  expect(arrays.v).toEqual(Float32Array.of(1, 2, 3));
  expect(arrays.v).not.toBe(part.v);
  expect(arrays.on).toEqual(Int32Array.of(0, 1));
  expect(arrays.g).toEqual(Float64Array.of(0, 0, 0, 8, 0, 0));
  expect(arrays.due).toEqual(Float64Array.of(4, 4, 7));
});

test("a fresh part goes on from what another has saved, also where its arrays have moved since", () => {
  const saved = copy();
  saved.arrays.g![5] = 2;
  const part = new Part();
  part.g = new Float64Array(part.full.size);
  part.v.fill(0);
  part.queue = [];
  restoreState(part.variables, saved, { now: 4 });
  expect(part.v).toEqual(Float32Array.of(1, 2, 3));
  expect(part.g[part.full.rowStart(1) + 2]).toBe(2);
  expect(part.queue).toEqual([4, 4, 7]);
});

describe("what no run can have left is refused by its name, and nothing is written", () => {
  const cases: [string, (saved: ReturnType<typeof copy>) => void, string][] = [
    [
      "a value outside",
      (s) => s.arrays.v!.set([Number.NaN], 2),
      "is damaged: v[2] is NaN; accepted: a finite number",
    ],
    [
      "a number outside",
      (s) => Object.assign(s.numbers, { next: 3 }),
      "is damaged: next is 3; accepted: a whole number from 4 to 14",
    ],
    ["times that fall", (s) => s.arrays.due!.set([9], 0), "times that do not fall, and the one before is 9"],
    [
      "another length",
      (s) => Object.assign(s.arrays, { v: new Float32Array(2) }),
      'array "v" is Float32Array of 2; Float32Array of 3 is needed',
    ],
    [
      "another type",
      (s) => Object.assign(s.arrays, { g: new Float32Array(6) }),
      'array "g" is Float32Array of 6; Float64Array of 6 is needed',
    ],
    ["nothing", (s) => Reflect.deleteProperty(s.arrays, "on"), 'array "on" is missing'],
  ];
  test.each(cases)("%s", (_, forge, message) => {
    const saved = copy();
    saved.arrays.v![0] = 7;
    forge(saved);
    const part = new Part();
    expect(() => restoreState(part.variables, saved, { now: 4 })).toThrow(SavedError);
    expect(() => restoreState(part.variables, saved, { now: 4 })).toThrow(message);
    expect(part.v).toEqual(Float32Array.of(1, 2, 3));
  });
});

test("lists keep their length: that of another list, or a number", () => {
  const list = (name: string, length: number | string, values: number[]): StateVariable => ({
    name,
    unit: "1",
    per: "event",
    doc: "values",
    length: length,
    order: "distinct",
    list: () => Int32Array.from(values),
    take: () => {},
  });
  const saved = {
    numbers: {},
    arrays: { a: Int32Array.of(1, 2), b: Int32Array.of(1), c: Int32Array.of(1, 1) },
  };
  const refused = (v: StateVariable) => expect(() => restoreState([v], saved, { now: 0 }));
  refused(list("a", 3, [])).toThrow("is damaged: a.length is 2; accepted: 3");
  refused(list("b", "a", [])).toThrow("is damaged: b.length is 1; accepted: 2");
  refused(list("c", "a", [])).toThrow("is damaged: c[1] is 1; accepted: each once");
  expect(() => restoreState([list("a", 2, [])], saved, { now: 0 })).not.toThrow();
});

test("a part within a whole has its name before those of its variables, in errors too", () => {
  const part = new Part();
  const whole = within("part", part.variables);
  part.g = Float64Array.from(part.g, () => 3);
  const saved = saveState(whole);
  expect(Object.keys(saved.arrays)).toEqual(["part.v", "part.on", "part.g", "part.due"]);
  expect(saved.arrays["part.g"]).toEqual(new Float64Array(6).fill(3));
  const within2 = () => restoreState(part.variables, partOf(saved, "part"), { now: 6 });
  expect(within2).toThrow("part.next is 5; accepted: a whole number from 6 to 16");
});

test("lists within a whole depend on the lengths of their own part", () => {
  const part = (): StateVariable[] =>
    ["tick", "index"].map((name) => ({
      name,
      unit: "1",
      per: "event",
      doc: "events",
      ...(name === "index" ? { length: (lengthOf: (list: string) => number) => 2 * lengthOf("tick") } : {}),
      list: () => new Int32Array(0),
      take: () => {},
    }));
  const variables = within("whole", within("part", part()));
  const arrays = { "whole.part.tick": Int32Array.of(1, 2), "whole.part.index": Int32Array.of(1, 2, 3) };
  expect(() => restoreState(variables, { numbers: {}, arrays }, { now: 0 })).toThrow(
    "whole.part.index.length is 3; accepted: 4",
  );
});

test("a probe sees present values, of synapses without padding", () => {
  const part = new Part();
  const wiring = csrOfRows(3, [[2], [0, 1]]);
  const g = Float32Array.of(1, 2, 3);
  expect(
    valuesAt({ name: "g", unit: "S", per: "synapse", doc: "conductance", wiring, values: g }, 0),
  ).toEqual(g);
  expect(valuesAt(part.variables[3]!, 0)).toEqual(Float64Array.of(5));
});

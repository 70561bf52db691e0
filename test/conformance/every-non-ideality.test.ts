import { describe, expect, test } from "vitest";
import { csrOfRows, dense, each, packed, type Wiring } from "../../src/core/connectivity/index.js";
import { devices } from "../../src/core/device/index.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { forms } from "../../src/core/waveform/index.js";
import { nonIdealityFamily } from "../../src/crossbar/nonideal/index.js";
import type { NonIdeality, OwnNonIdeality } from "../../src/crossbar/nonideal/model.js";
import { readOut } from "../../src/crossbar/nonideal/read.js";
import { writeGains } from "../../src/crossbar/nonideal/write.js";

const { problems, take } = nonIdealityFamily.contract!;
const device = devices["eis-ysz14"].create({});
const { gMin, gMax } = device;
const pair = { rate: device.rate, ...forms["box-over-ramp"], alphaPre: 1, alphaPost: 1, tick: 0.5e-3 };
const [nPre, nPost] = [5, 3];

const padded = dense(nPre, nPost);
const listed = csrOfRows(nPost, Array<number[]>(nPre).fill([0, 1, 2]));

/** Gains and start of a crossbar. */
function written(own: readonly OwnNonIdeality[], wiring: Wiring) {
  const state = new Float32Array(wiring.size).fill(1e-6);
  const gains = writeGains(undefined, state, { own }, { wiring, gMin, gMax }, pair, Random.of("every"));
  const unpadded = (x: Float32Array) => [...packed(wiring, x)];
  const synapses = new Set<number>();
  each(wiring, (at) => synapses.add(at));
  const padding = [...state].filter((_, at) => !synapses.has(at));
  return { gains, state: unpadded(state), factors: gains && [gains.up, gains.down].map(unpadded), padding };
}
const g = Float32Array.from({ length: nPre * nPost }, (_, x) => gMin + ((gMax - gMin) * x) / 14);
const read = (own: readonly OwnNonIdeality[]) =>
  readOut(g, { own }, { nPre, nPost, gMin, gMax, random: Random.of("every") });

describe.each(Object.entries<NonIdeality>(nonIdealityFamily.table))("%s", (name, effect) => {
  test("it keeps the contract of a departure from the ideal", () => {
    expect(problems(effect)).toEqual([]);
  });

  test("at its defaults it changes no bit", () => {
    const own = [{ name, effect, values: defaults(effect.params) }];
    expect(read(own)).toBe(g);
    expect(written(own, padded)).toEqual(written([], padded));
  });

  test("what it draws does not depend on how synapses lie in memory, and padding stays", () => {
    const first = Object.keys(effect.params)[0]!;
    const own = [{ name, effect, values: { ...defaults(effect.params), [first]: 0.01 } }];
    const [narrow, wide] = [written(own, listed), written(own, padded)];
    expect({ ...wide, gains: 0, padding: 0 }).toEqual({ ...narrow, gains: 0, padding: 0 });
    for (const x of wide.padding) expect(x).toBe(Math.fround(1e-6));
  });
});

const param = { unit: "1", default: 0, min: 0, doc: "how strong", source: "a test" } as const;
const made = (change: Partial<NonIdeality>): NonIdeality => ({
  doc: "x",
  params: { strength: param },
  ...change,
});

let calls = 0;
test.each<[string, NonIdeality, RegExp]>([
  ["has nothing to switch it on", made({ params: {} }), /has no parameter that switches it on/],
  [
    "names a switch that is not there",
    made({ switches: ["on"] }),
    /switches: "on" is not one of its parameters/,
  ],
  ["gains NaN", made({ write: () => () => ({ up: Number.NaN, down: 1 }) }), /write: factors are NaN and 1/],
  ["starts below gMin", made({ write: () => () => ({ up: 1, down: 1, start: 0 }) }), /write: start is 0 S/],
  [
    "draws what no stream says",
    made({ write: () => () => ({ up: calls++, down: 1 }) }),
    /write: equal random streams/,
  ],
  ["reads below 0", made({ read: (x) => void x.fill(-1) }), /read: a conductance is not finite, or below 0/],
  ["reads what no stream says", made({ read: (x) => void x.fill(calls++) }), /read: equal random streams/],
  [
    "changes its parameters",
    made({ read: (_, values) => void Object.assign(values, { strength: 7 }) }),
    /changes its parameters/,
  ],
  [
    "throws",
    made({
      read: () => {
        throw new Error("no read");
      },
    }),
    /throws with strength switched on: no read/,
  ],
])("a departure that %s is found out", (_, effect, message) => {
  expect(problems(effect).join("\n")).toMatch(message);
});

test("a module with neither a write nor a read is refused", () => {
  expect(() => take!({ doc: "x", params: {} })).toThrow(
    'exports neither "write" nor "read": it would do nothing',
  );
});

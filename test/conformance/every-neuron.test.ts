import { describe, expect, test } from "vitest";
import { neuronProblems } from "../../src/core/neuron/conformance.js";
import { neurons } from "../../src/core/neuron/index.js";
import * as lif from "../../src/core/neuron/lif.js";
import type { NeuronModel, Neurons } from "../../src/core/neuron/model.js";

for (const [name, model] of Object.entries<NeuronModel>(neurons)) {
  test(`${name} keeps the contract of a neuron model`, () => {
    expect(neuronProblems(model)).toEqual([]);
  });
}

type Values = Parameters<typeof lif.create>[1];

/** lif, with what `change` breaks in it. */
function broken(change: (neurons: Neurons) => Partial<Neurons>): NeuronModel {
  return {
    ...lif,
    create: (n, values, tick, winner) => {
      const whole = lif.create(n, values as Parameters<typeof lif.create>[1], tick, winner);
      const methods: Neurons = {
        n,
        receptors: whole.receptors,
        input: whole.input,
        update: (t, spikes) => whole.update(t, spikes),
        nextTick: () => whole.nextTick(),
        voltage: (i, t) => whole.voltage(i, t),
        reset: (t) => whole.reset(t),
      };
      return { ...methods, ...change(whole) };
    },
  };
}

test("a model whose reset does nothing is found out", () => {
  expect(neuronProblems(broken(() => ({ reset: () => {} })))).toEqual([
    "reset() does not bring back the start",
  ]);
});

test("a model whose voltage is NaN is found out", () => {
  expect(neuronProblems(broken(() => ({ voltage: () => Number.NaN })))).toContain("a voltage is not finite");
});

test("a model that never spikes is found out", () => {
  const problems = neuronProblems(broken(() => ({ update: () => {} })));
  expect(problems).toEqual(["no weight from 1e-6 to 1e6 on any receptor makes it spike"]);
});

test("a model whose next tick does not advance is found out", () => {
  expect(neuronProblems(broken(() => ({ nextTick: () => 0 })))).toContain(
    "nextTick() is not after the tick of the last update",
  );
});

test("a parameter without a source, or with a default outside its bounds, is named", () => {
  const params = { ...lif.params, tauM: { ...lif.params.tauM, source: "", default: -1 } };
  const problems = neuronProblems({ ...lif, params } as NeuronModel);
  expect(problems).toContain("parameter tauM has no source");
  expect(problems).toContain("parameter tauM: its default -1 is not above 0 s");
});

describe("a model whose neurons differ", () => {
  /** lif with refractory times from 2 to 20 ms; `lif` has one for all, so each neuron is a population of its own. */
  const spread = (change: object): NeuronModel => ({
    ...lif,
    create(n, values, tick, winner, random) {
      const single = Array.from({ length: n }, () =>
        lif.create(
          1,
          { ...(values as Values), refractory: values.refractory! * (1 + 9 * random!.uniform()) },
          tick,
          winner,
        ),
      );
      const input = [new Float32Array(n)];
      const own = { index: new Int32Array(1), count: 0 };
      return {
        n,
        receptors: lif.receptors,
        input,
        update(t, spikes) {
          spikes.count = 0;
          for (const [i, neuron] of single.entries()) {
            neuron.input[0]![0] = input[0]![i]!;
            neuron.update(t, own);
            if (own.count > 0 && (winner === "all" || spikes.count === 0)) spikes.index[spikes.count++] = i;
          }
          input[0]!.fill(0);
        },
        nextTick: () => Math.min(...single.map((neuron) => neuron.nextTick())),
        voltage: (i, t) => single[i]!.voltage(0, t),
        reset: (t) => {
          for (const neuron of single) neuron.reset(t);
        },
      };
    },
    ...change,
  });

  test("keeps the contract where it says so", () => {
    expect(neuronProblems(spread({ heterogeneous: true }))).toEqual([]);
  });

  test("is found out where it does not", () => {
    expect(neuronProblems(spread({})).join()).toMatch(/depend on how many others .* heterogeneous/);
  });
});

describe("variables that a model declares", () => {
  /** lif with its own variables, or fewer, or others. */
  const declaring = (of: (whole: Neurons) => Neurons["variables"]) =>
    neuronProblems(broken((whole) => ({ variables: of(whole)! })));

  test("are all that a run is resumed from: one that is left out is found out", () => {
    expect(declaring((whole) => whole.variables)).toEqual([]);
    expect(declaring((whole) => whole.variables!.filter((v) => v.name !== "v"))).toEqual([
      "what is resumed from the declared variables is not what would have happened",
    ]);
  });

  test("as plain data, as a module writes them, without helpers of this program", () => {
    expect(
      declaring((whole) =>
        whole.variables!.map((v) => ({
          name: v.name,
          unit: v.unit,
          per: "neuron",
          doc: "what it means",
          values: (v as { values: Float64Array }).values,
        })),
      ),
    ).toEqual([]);
  });

  test("have names and docs, and a value for each neuron", () => {
    const extra = { name: "v", unit: "1", per: "neuron", doc: "", values: new Float64Array(3) } as const;
    expect(declaring((whole) => [...whole.variables!, extra])).toEqual(
      expect.arrayContaining([
        'two variables are called "v"',
        'variable "v" has no doc',
        'variable "v" has 3 values for 7 neurons',
      ]),
    );
  });
});

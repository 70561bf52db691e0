import { expect, test } from "vitest";
import * as lif from "../../src/core/neuron/lif.js";
import type { NeuronModel } from "../../src/core/neuron/model.js";
import { defaults } from "../../src/core/params.js";
import { Random } from "../../src/core/random.js";
import { buildNetwork } from "../../src/network/build.js";

test("each population draws its neurons from a stream of its own, whatever the others are", () => {
  const drawn: number[] = [];
  const model: NeuronModel = {
    ...lif,
    create(n, values, tick, winner, random) {
      drawn.push(random!.uniform());
      return lif.create(n, values as Parameters<typeof lif.create>[1], tick, winner);
    },
  };
  const neuron = { model, values: defaults(lif.params), winner: "all" } as const;
  const build = (names: readonly string[]) => {
    drawn.length = 0;
    const populations = names.map((name) => ({ name, size: 2, neuron }));
    buildNetwork({ tick: 1e-3, populations, projections: [] }, Random.of("population"));
    return [...drawn];
  };
  const [a, b] = build(["a", "b"]);
  expect(a).not.toBe(b);
  expect(build(["b"])).toEqual([b]);
});

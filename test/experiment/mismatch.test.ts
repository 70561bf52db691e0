/** With what a network can be tested: only with what one like it has learned. */
import { describe, expect, test } from "vitest";
import { mismatch } from "../../src/experiment/kinds/classify/mismatch.js";
import { networkNotices } from "../../src/experiment/network-notices.js";
import { runExperiment } from "../../src/experiment/run.js";
import { spec } from "./bars.js";
import { twoLayers } from "./layers.js";

const few = {
  train: { images: 5, epochs: 1 },
  label: { images: 5 },
  test: { split: "test" as const, images: 5 },
};
const one = spec(few);
const two = { ...twoLayers(), ...few };
const sized = (of: typeof one, name: string, size: number) => ({
  ...of,
  network: {
    ...of.network,
    populations: of.network.populations.map((p) => (p.name === name ? { ...p, size } : p)),
  },
});

describe("a network that learned", () => {
  test("can be tested as it was, with other pictures and another read-out too", async () => {
    for (const each of [one, two]) {
      const result = await runExperiment(each);
      expect(mismatch(each, result)).toBeUndefined();
      expect(mismatch({ ...each, test: { split: "test", images: 9 } }, result)).toBeUndefined();
    }
  });

  test("cannot be tested with another size of what is before or behind, or of what is read", async () => {
    const result = await runExperiment(one);
    expect(mismatch(sized(one, "output", 8), result)).toBe(
      "was trained with 36 inputs and 9 neurons and cannot be tested with 36 and 8",
    );
    expect(mismatch(sized(one, "input", 35), result)).toBe(
      "was trained with 36 inputs and 9 neurons and cannot be tested with 35 and 9",
    );
    expect(mismatch(one, { ...result, metrics: { ...result.metrics, neurons: 7 } })).toBe(
      'was read by 7 neurons and cannot be tested with the 9 of "output"',
    );
  });

  test("cannot be tested with other synapses, or without thresholds that adapt", async () => {
    const result = await runExperiment(two);
    const { others = {}, thetas: _, ...without } = result;
    const [name, values] = Object.entries(others)[0] ?? [];
    expect(name).toBeDefined();
    expect(mismatch(two, { ...result, others: {} })).toMatch(
      /^was trained without the plastic projection "\w+"$/,
    );
    const shorter = { ...others, [name!]: values!.slice(1) };
    expect(mismatch(two, { ...result, others: shorter })).toBe(
      `was trained with other synapses of "${name}" (${values!.length - 1}) than it would be tested with (${values!.length}): the same rule and seed are needed`,
    );
    const homeostasisOf = { fields: two.homeostasis };
    expect(mismatch({ ...two, homeostasisOf }, { ...without, others })).toBe('has no thresholds of "fields"');
  });
});

test("what tiles hold is told of each projection that lies on them", () => {
  const tiled = spec({}, 0, { tiles: { rows: 16, columns: 4 } });
  expect(networkNotices(tiled)).toEqual([
    "projections.feedforward: 324 synapses lie on 9 tiles of 16 x 4 crosspoints and use 56.3 % of them; V_pre or V_post alone reaches 216 crosspoints without a synapse",
  ]);
  expect(networkNotices(spec())).toEqual([]);
});

import { describe, expect, test } from "vitest";
import { load, refusal } from "./small.js";

const network = (eis: string, signals = "") => `
kind: simulate
network:
  tick: 0.5 ms
${signals === "" ? "" : `  signals: ${signals}\n`}  populations:
    input: {size: 2}
    output: {size: 1, neuron: lif-exp}
  projections:
    plastic:
      from: input
      to: output
      rule: all-to-all
      receptor: excitatory
      synapse: eis
      synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 50 mV, ${eis}}}
duration: 1 s
sources: {input: {model: regular, period: 50 ms}}
`;

test("a network without moving alphas resolves to what it did before there were any", async () => {
  const { resolvedYaml } = await load(network("form: ordered"));
  expect(resolvedYaml).toContain("alphaPost: 1\n");
  expect(resolvedYaml).not.toContain("signals");
});

test("a schedule and a signal reach the synapses, and the resolved text gives the same again", async () => {
  const alphas =
    'form: ordered, alphaPre: {schedule: [["0 s", 1], ["0.5 s", 50 %]]}, alphaPost: {signal: dopamine, factor: -0.5}';
  const { spec, resolvedYaml } = await load(network(alphas, "{dopamine: {start: 1}}"));
  if (spec.kind !== "simulate") throw new Error("another kind");
  expect(spec.physics!.modulation).toEqual({
    pre: { kind: "schedule", at: [0, 0.5], value: [1, 0.5] },
    post: { kind: "signal", signal: "dopamine", start: 1, offset: 0, factor: -0.5, step: 0.01 },
  });
  expect(spec.network.signals).toEqual([{ name: "dopamine", start: 1 }]);
  expect((await load(resolvedYaml)).resolvedYaml).toBe(resolvedYaml);
});

test("an alpha that follows a signal with a schedule has the schedule, through offset and factor", async () => {
  const signal = '{dopamine: {schedule: [["0 s", 0], ["200 ms", 1]]}}';
  const { spec } = await load(
    network("form: ordered, alphaPost: {signal: dopamine, offset: 1, factor: -1.5}", signal),
  );
  if (spec.kind !== "simulate") throw new Error("another kind");
  expect(spec.physics!.modulation!.post).toEqual({ kind: "schedule", at: [0, 0.2], value: [1, -0.5] });
});

describe("what is refused, and how", () => {
  test.each([
    ["an unknown signal", "alphaPost: {signal: dopamin}", '"dopamin" is not a signal of the network'],
    ["with a suggestion", "alphaPost: {signal: dopamin}", 'did you mean "dopamine"'],
    ["the lumped form", "form: lumped, alphaPost: {signal: dopamine}", '"lumped" has constant alphas'],
    [
      "times that do not ascend",
      'alphaPost: {schedule: [["0 s", 0], ["2 s", 0], ["1 s", 0]]}',
      "1 s comes after 2 s",
    ],
    ["a late beginning", 'alphaPost: {schedule: [["1 s", 0]]}', "begins at 1 s; accepted: 0 s"],
    [
      "times between ticks",
      'alphaPost: {schedule: [["0 s", 0], ["0.7 ms", 0]]}',
      "0.7 ms is not a whole number of ticks",
    ],
    ["an alpha out of range", 'alphaPost: {schedule: [["0 s", 3]]}', "3 is out of range; accepted"],
    [
      "an alpha out of range by its signal",
      "alphaPost: {signal: dopamine, offset: 3}",
      "gives an alpha of 3",
    ],
    ["times without unit", "alphaPost: {schedule: [[0, 0]]}", "0 is a bare number"],
    ["an unknown key", "alphaPost: {signal: dopamine, gain: 2}", "gain"],
  ])("%s", async (_, eis, message) => {
    const form = eis.startsWith("form") ? "" : "form: ordered, ";
    expect(await refusal(network(form + eis, "{dopamine: {}}"))).toContain(message);
  });

  test("a signal's own schedule, even where nothing follows it", async () => {
    const signals = '{dopamine: {schedule: [["0 s", 0], ["0 s", 1]]}}';
    expect(await refusal(network("form: ordered", signals))).toContain("network.signals.dopamine.schedule");
  });
});

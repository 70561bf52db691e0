/** Probes of rates and histograms: resumed runs have seen the same, and what they cannot watch is refused. */
import { expect, test } from "vitest";
import { loadExperimentText } from "../../src/config/load.js";
import type { Saved } from "../../src/core/saved.js";
import { runSimulate } from "../../src/experiment/kinds/simulate/run.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

const experiment = (probes: string) => `
kind: simulate
seed: "3"
network:
  tick: 1 ms
  populations:
    input: {size: 6}
    exc: {size: 3, neuron: lif-exp, current: {constant: 16 mV, noise: {sd: 2 mV, tau: 5 ms}}}
  projections:
    learns: {from: input, to: exc, rule: {probability: 0.5}, receptor: excitatory, synapse: eis, synapses: {eis: {device: eis-ysz14, waveforms: box-over-ramp, readGain: 2 mV}}}
duration: 120 ms
sources: {input: {model: poisson-rate, rate: 100 Hz}}
probes: [${probes}]
`;

async function loaded(text: string) {
  return (await loadExperimentText(memoryFiles({}), text, "/x.yaml")).spec as SimulateSpec;
}

test("a run that is resumed in the middle of a bin has seen what a whole one has", async () => {
  const probes =
    "{kind: rate, of: exc, every: 25 ms}, {kind: rate, of: input, every: 25 ms}, {kind: histogram, of: learns, bins: 5, every: 10 ms}, {kind: state, of: exc, variable: current, every: 7 ms}";
  const spec = await loaded(experiment(probes));
  const whole = await runSimulate(spec, {});
  let kept: Saved | undefined;
  const write = async (saved: Saved, done: number) => {
    if (done === 60) kept = saved;
  };
  await runSimulate(spec, { checkpoint: { every: { ticks: 60 }, write } });
  expect(kept).toBeDefined();
  const resumed = await runSimulate(spec, {
    checkpoint: { every: { ticks: 1000 }, write: async () => {}, from: kept! },
  });
  expect(resumed.records).toEqual(whole.records);
  const [rate] = whole.records;
  expect(rate?.kind === "rate" && rate.value.some((r) => r > 0)).toBe(true);
});

test("a rate is spikes a bin and neuron over the bin's length, of a source as of neurons; its time is where the bin begins", async () => {
  const of = ["exc", "input"];
  const probes = of.flatMap((of) => [`{kind: rate, of: ${of}, every: 25 ms}`, `{kind: spikes, of: ${of}}`]);
  const { records } = await runSimulate(await loaded(experiment(probes.join(", "))), {});
  for (const [k, size] of [3, 6].entries()) {
    const [rate, spikes] = [records[2 * k]!, records[2 * k + 1]!];
    if (rate.kind !== "rate" || spikes.kind !== "spikes") throw new Error("other records");
    // The last of the five bins is 20 ms long.
    const begins = [0, 0.025, 0.05, 0.075, 0.1];
    expect([...rate.time]).toEqual(begins.map((t) => expect.closeTo(t, 12)));
    const expected = begins.map((from, bin) => {
      const to = Math.min(from + 0.025, 0.12);
      const inside = spikes.time.filter((t) => t > from - 1e-9 && t < (begins[bin + 1] ?? to) - 1e-9);
      return expect.closeTo(inside.length / size / (to - from), 9);
    });
    expect([...rate.value]).toEqual(expected);
  }
});

test("a probe of what is not there is refused in words", async () => {
  await expect(loaded(experiment("{kind: histogram, of: exc}"))).rejects.toThrow(
    'probes.0.of: "exc" is not a plastic projection; accepted: "learns"',
  );
  await expect(loaded(experiment("{kind: rate, of: learns}"))).rejects.toThrow(
    'probes.0.of: "learns" is not a population; accepted: "input", "exc"',
  );
  await expect(loaded(experiment("{kind: rate, of: exc, every: 2.5 ms}"))).rejects.toThrow("probes.0.every");
});

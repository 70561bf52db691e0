import { describe, expect, test } from "vitest";
import { CLASSIFY, load, refusal, SIMULATE } from "./small.js";

const NEAREST = /is not a whole number of ticks; accepted: multiples of 500 µs, nearest 500 µs and 1 ms/;

describe("a time between two ticks is refused where it would be rounded", () => {
  test.each([
    ["duration", SIMULATE, ["duration=0.7 ms"]],
    ["probes.0.every", SIMULATE, ["probes=[{kind: voltage, of: output, every: 0.7 ms}]"]],
    ["network.populations.output.params", SIMULATE, ["network.populations.output.params.refractory=0.7 ms"]],
    ["network.projections.drive.delay", SIMULATE, ["network.projections.drive.delay=0.7 ms"]],
    ["sources.input", SIMULATE, ["sources.input={model: regular, period: 0.7 ms}"]],
    ["sources.input", SIMULATE, ["sources.input={model: regular, period: 1 ms, start: 0.7 ms}"]],
    ["presentation.duration", CLASSIFY, ["presentation.duration=0.7 ms"]],
    ["presentation.rest", CLASSIFY, ["presentation.rest=0.7 ms"]],
  ])("%s", async (path, text, set) => {
    const said = await refusal(text, set);
    expect(said).toContain(`${path}: `);
    expect(said).toMatch(NEAREST);
  });

  test("refractory times of lif-cond, by its own steps", async () => {
    expect(await refusal(CLASSIFY, ["network.populations.output.params.refractory=0.7 ms"])).toMatch(
      /refractory of 700 µs is not a whole number of steps; .* nearest 500 µs and 1 ms/,
    );
  });
});

test("a duration below one tick is refused: nothing would be simulated", async () => {
  expect(await refusal(SIMULATE, ["duration=0.2 ms"])).toMatch(/duration: 0\.2 ms is not .*, nearest 500 µs/);
});

test("a time constant need not lie on the grid", async () => {
  expect(await refusal(SIMULATE, ["network.populations.output.params.tauM=7.77 ms"])).toBe("");
});

describe("more ticks than can be counted are refused", () => {
  test.each([
    ["duration", SIMULATE, ["network.tick=1 as", "sources.input={model: times, times: [[], []]}"]],
    ["presentation.duration", CLASSIFY, ["presentation.duration=1e15 s"]],
  ])("%s", async (path, text, set) => {
    expect(await refusal(text, set)).toMatch(new RegExp(`${path}: .* ticks of .*2\\^52.*accepted: at most`));
  });
});

describe("more than one spike per neuron and tick is refused", () => {
  test.each([
    ["sources.input", SIMULATE, ["sources.input={model: poisson-rate, rate: 5 kHz}"]],
    ["sources.input", SIMULATE, ["sources.input={model: correlated, rate: 5 kHz}"]],
    ["sources.input", SIMULATE, ["sources.input={model: regular, period: 0.4 ms}"]],
    ["encoder", CLASSIFY, ["encoder={model: poisson, maxRate: 5 kHz}"]],
    ["encoder", CLASSIFY, ["encoder.totalRate=2 MHz"]],
  ])("%s", async (path, text, set) => {
    expect(await refusal(text, set)).toMatch(
      new RegExp(`${path}: .*a neuron spikes once per tick at most; accepted: `),
    );
  });
});

test("recorded spikes need not lie on the grid", async () => {
  const set = ["sources.input={model: times, times: [[10.021 ms, 10.187 ms], []]}"];
  const { spec } = await load(SIMULATE, set);
  expect(spec.kind).toBe("simulate");
});

import { expect, test } from "vitest";
import { decide, informedNeurons, UNDECIDED } from "../../src/readout/decision.js";
import { type ReadoutName, readouts } from "../../src/readout/index.js";

/** Three classes; neurons 0 and 1 answer class 0, neuron 2 class 2, neuron 3 never fired in the labelling pass. */
const classes = 3;
// biome-ignore format: one row per neuron
const meanCounts = Float64Array.of(
  2.0, 0.0, 0.0,
  1.0, 0.5, 0.5,
  0.0, 0.4, 1.2,
  0.0, 0.0, 0.0,
);
const labels = Int32Array.of(0, 0, 2, -1);

function scores(name: ReadoutName, counts: readonly number[]): Float64Array {
  const out = new Float64Array(classes).fill(Number.NaN); // must be overwritten
  readouts[name].score(counts, meanCounts, labels, classes, out);
  return out;
}

test("class-mean averages each class's neurons; a class without any scores 0", () => {
  expect([...scores("class-mean", [3, 2, 4, 50])]).toEqual([2.5, 0, 4]);
});

test("confidence shares each spike as the neuron's labelling counts were shared", () => {
  const [a, b, c] = scores("confidence", [1, 2, 4, 50]);
  // 1 * 1 + 2 * 0.5;  2 * 0.25 + 4 * 0.25;  2 * 0.25 + 4 * 0.75. 1e-12: rounding of a few sums.
  expect(a).toBeCloseTo(2, 12);
  expect(b).toBeCloseTo(1.5, 12);
  expect(c).toBeCloseTo(3.5, 12);
});

test("log-likelihood adds ln(r + 0.001) for each spike", () => {
  const [a, b, c] = scores("log-likelihood", [0, 2, 1, 0]);
  expect(a).toBeCloseTo(2 * Math.log(1.001) + Math.log(0.001), 12);
  expect(b).toBeCloseTo(2 * Math.log(0.501) + Math.log(0.401), 12);
  expect(c).toBeCloseTo(2 * Math.log(0.501) + Math.log(1.201), 12);
});

test("log-likelihood counts no more than three spikes of a neuron", () => {
  expect(scores("log-likelihood", [0, 0, 9, 0])).toEqual(scores("log-likelihood", [0, 0, 3, 0]));
  expect(scores("log-likelihood", [0, 0, 3, 0])).not.toEqual(scores("log-likelihood", [0, 0, 2, 0]));
});

test("a neuron that was silent in the labelling pass favours no class", () => {
  for (const name of Object.keys(readouts) as ReadoutName[]) {
    expect(new Set(scores(name, [0, 0, 0, 2])).size, name).toBe(1);
  }
});

const informed = informedNeurons(meanCounts, classes);

test("a spike of the one neuron that knows decides, whichever the read-out", () => {
  for (const name of Object.keys(readouts) as ReadoutName[]) {
    expect(decide(scores(name, [1, 0, 0, 0]), [1, 0, 0, 0], informed), name).toBe(0);
    expect(decide(scores(name, [0, 0, 1, 0]), [0, 0, 1, 0], informed), name).toBe(2);
  }
});

test("an image that only a neuron answers that was silent in labelling is undecided, whichever the read-out", () => {
  for (const name of Object.keys(readouts) as ReadoutName[])
    expect(decide(scores(name, [0, 0, 0, 5]), [0, 0, 0, 5], informed), name).toBe(UNDECIDED);
});

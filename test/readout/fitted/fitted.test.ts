import { describe, expect, test } from "vitest";
import { Random } from "../../../src/core/random.js";
import { fittedReadouts } from "../../../src/readout/fitted/index.js";
import { AnswerLog, type FittedReadout } from "../../../src/readout/fitted/model.js";

const FEATURES = 6;
const CLASSES = 3;

/** Classes fire two of six neurons each, above some that fire for all. */
function answers(pictures: number, seed = "answers") {
  const random = Random.of(seed);
  const log = new AnswerLog(FEATURES, CLASSES);
  const each = Array.from({ length: pictures }, () => {
    const label = random.below(CLASSES);
    const spikes = Array.from({ length: FEATURES }, (_, f) =>
      Math.floor(f / 2) === label ? 2 + random.below(3) : random.below(3),
    );
    log.add(spikes, label);
    return { spikes, label };
  });
  return { answers: log.answers(), each };
}

function decided(score: ReturnType<FittedReadout["fit"]>, spikes: readonly number[]): number {
  const out = new Float64Array(CLASSES);
  score(spikes, out);
  return out.indexOf(Math.max(...out));
}

describe.each(Object.entries<FittedReadout>(fittedReadouts))("%s", (_, readout) => {
  test("learns from some pictures what tells others apart", () => {
    const score = readout.fit(answers(300).answers);
    const { each } = answers(300, "others");
    const right = each.filter(({ spikes, label }) => decided(score, spikes) === label).length;
    expect(right / each.length).toBeGreaterThan(0.9);
  });

  test("scores are finite without a picture, with silent ones, and with one class alone", () => {
    const silent = new AnswerLog(FEATURES, CLASSES);
    for (let k = 0; k < 4; k++) silent.add(new Array(FEATURES).fill(0), 1);
    for (const given of [new AnswerLog(FEATURES, CLASSES).answers(), silent.answers()]) {
      const out = new Float64Array(CLASSES).fill(Number.NaN);
      readout.fit(given)([1, 2, 0, 0, 5, 1], out);
      expect(out.every(Number.isFinite)).toBe(true);
    }
  });

  test("has a title and says what it is", () => {
    expect(readout.title && readout.doc).toBeTruthy();
  });
});

test("ridge solves its equations: the penalty times the weights is what is left of the targets", () => {
  const given = answers(200);
  const score = fittedReadouts.ridge.fit(given.answers);
  const at = (spikes: readonly number[]) => {
    const out = new Float64Array(CLASSES);
    score(spikes, out);
    return out;
  };
  const none = at(new Array(FEATURES).fill(0));
  const weight = (f: number, c: number) =>
    at(Array.from({ length: FEATURES }, (_, k) => (k === f ? 1 : 0)))[c]! - none[c]!;
  const n = given.each.length;
  const mean = (f: number) => given.each.reduce((sum, { spikes }) => sum + spikes[f]! / n, 0);
  let trace = 0;
  for (let f = 0; f < FEATURES; f++)
    trace += given.each.reduce((sum, { spikes }) => sum + (spikes[f]! - mean(f)) ** 2 / n, 0);
  for (let f = 0; f < FEATURES; f++)
    for (let c = 0; c < CLASSES; c++) {
      const left = given.each.reduce(
        (sum, { spikes, label }) =>
          sum + ((spikes[f]! - mean(f)) * ((label === c ? 1 : 0) - at(spikes)[c]!)) / n,
        0,
      );
      // Double precision, some hundred terms.
      expect(left).toBeCloseTo(((0.1 * trace) / FEATURES) * weight(f, c), 10);
    }
});

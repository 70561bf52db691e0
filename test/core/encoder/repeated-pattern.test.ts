import { describe, expect, test } from "vitest";
import { create, params } from "../../../src/core/encoder/repeated-pattern.js";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";

const SIZE = 20;
const TICKS = 40_000;
const TICK = 0.5e-3;
const [LENGTH, PERIOD] = [100, 400]; // ticks of 50 and 200 ms

/** Ticks of each neuron's spikes. */
function trains(change: Partial<ReturnType<typeof defaults<typeof params>>> = {}): number[][] {
  const encoder = create({ ...defaults(params), ...change });
  const random = Random.of("repeated pattern");
  const { tick, index, count } = encoder.encode({ size: SIZE, ticks: TICKS, tick: TICK, boost: 1, random });
  const of: number[][] = Array.from({ length: SIZE }, () => []);
  for (let s = 0; s < count; s++) of[index[s]!]!.push(tick[s]!);
  return of;
}

/** Spikes between two ticks, counted from the first. */
const within = (train: readonly number[], from: number, to: number) =>
  train.filter((t) => t >= from && t < to).map((t) => t - from);

describe("repeated-pattern", () => {
  test("neurons that take part repeat their spikes at each period, exactly without jitter; between all is new", () => {
    const all = trains({ jitter: 0 });
    const pieces = (from: number) => all.map((train) => within(train, from, from + LENGTH));
    const [first, later] = [pieces(0), pieces(7 * PERIOD)];
    expect(later.slice(0, SIZE / 2)).toEqual(first.slice(0, SIZE / 2));
    expect(first.slice(0, SIZE / 2).flat().length).toBeGreaterThan(0);
    expect(later.slice(SIZE / 2)).not.toEqual(first.slice(SIZE / 2));
    expect(pieces(7 * PERIOD + LENGTH).slice(0, SIZE / 2)).not.toEqual(pieces(LENGTH).slice(0, SIZE / 2));
  });

  test("jitter moves each spike by itself, by a millisecond", () => {
    const [jittered, exact] = [trains({ period: 50e-3 }), trains({ jitter: 0, period: 50e-3 })];
    expect(jittered[0]).not.toEqual(exact[0]);
    // Of spikes that moved by more than five standard deviations there are none in so few.
    for (const t of jittered[0]!) expect(Math.min(...exact[0]!.map((x) => Math.abs(x - t)))).toBeLessThan(10);
  });

  test("those that take part have the rate of the others: no rate tells that there is a pattern", () => {
    const rate = (of: readonly number[][]) => of.flat().length / of.length / (TICKS * TICK);
    const all = trains();
    // Ten trains of 20 s: five standard deviations.
    expect(Math.abs(rate(all.slice(SIZE / 2)) - 54)).toBeLessThan(5 * Math.sqrt(54 / 200));
    // What is repeated a hundred times is drawn once: 27 spikes in the mean, of ten neurons.
    const variance = (0.75 * 54) / 200 + (27 * 100 ** 2) / 200 ** 2;
    expect(Math.abs(rate(all.slice(0, SIZE / 2)) - 54)).toBeLessThan(5 * Math.sqrt(variance));
  });

  test.each([
    [{ length: 0.3 }, /length of 300 ms is longer than the period of 200 ms/],
    [{ length: 1e-4 }, /length of 100 µs is shorter than a tick/],
    [{ rate: 3000 }, /rate of 3 kHz/],
  ])("%j is refused in words", (change, words) => {
    const encoder = create({ ...defaults(params), ...change });
    expect(encoder.misfit!({ size: SIZE, tick: TICK })).toMatch(words);
  });
});

/** Encoders whose spikes are no rates: first spikes, orders of spikes, events of a moving camera. */
import { describe, expect, test } from "vitest";
import { encoders } from "../../../src/core/encoder/index.js";
import { defaults } from "../../../src/core/params.js";
import { Random } from "../../../src/core/random.js";

const TICK = 1e-3;

function train(
  name: "latency" | "rank-order" | "saccade",
  change: Record<string, number>,
  values: readonly number[],
  { ticks = 300, boost = 1, seed = "events" } = {},
): [tick: number, index: number][] {
  const model = encoders[name];
  const encoder = model.create({ ...defaults(model.params), ...change } as never);
  const random = Random.of(seed);
  const { tick, index, count } = encoder.encode({
    size: values.length,
    ticks,
    tick: TICK,
    boost,
    random,
    values: Uint8Array.from(values),
  });
  return Array.from({ length: count }, (_, s) => [tick[s]!, index[s]!]);
}

describe("latency", () => {
  test("the largest value spikes at once, a smaller one later in proportion, a small one not at all", () => {
    expect(train("latency", { latest: 0.1, least: 0.1 }, [255, 0, 153, 20, 51])).toEqual([
      [0, 0],
      [40, 2],
      [80, 4],
    ]);
  });

  test("what comes after the end of a train is left out", () => {
    expect(train("latency", { latest: 0.1 }, [255, 51], { ticks: 80 })).toEqual([[0, 0]]);
  });
});

describe("rank-order", () => {
  test("neurons spike one after another, the largest value first, whatever the values are", () => {
    const order = [
      [0, 2],
      [2, 0],
      [4, 3],
    ];
    expect(train("rank-order", { interval: 2e-3 }, [100, 0, 255, 3])).toEqual(order);
    expect(train("rank-order", { interval: 2e-3 }, [9, 0, 10, 8])).toEqual(order);
  });

  test("only the first ones where a number is given", () => {
    expect(train("rank-order", { interval: 2e-3, first: 2 }, [100, 0, 255, 3])).toHaveLength(2);
  });

  test("equal values come in another order in another train", () => {
    const orders = ["a", "b", "c", "d"].map((seed) =>
      JSON.stringify(train("rank-order", {}, [7, 7, 7, 7, 7, 7], { seed })),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
  });
});

describe("saccade", () => {
  const side = 8;
  const n = side * side;
  /** A bright square in the dark. */
  const square = Array.from({ length: n }, (_, k) => {
    const [y, x] = [Math.floor(k / side), k % side];
    return y >= 3 && y < 6 && x >= 3 && x < 6 ? 255 : 0;
  });
  const twice = [...square, ...square];
  const still = { amplitude: 0 };
  const isOn = ([, index]: [number, number]) => index < n;

  test("a gaze that rests sees nothing, and so does one on an even surface", () => {
    expect(train("saccade", still, twice)).toEqual([]);
    const grey = new Array<number>(2 * n).fill(90);
    // But for the edges at which the picture ends.
    const inside = train("saccade", { amplitude: 1 }, grey).filter(([, index]) => {
      const [y, x] = [Math.floor((index % n) / side), index % side];
      return y < side - 2 && x < side - 2;
    });
    expect(inside).toEqual([]);
  });

  test("as the gaze moves down over an edge, pixels above it brighten and those at its end darken", () => {
    // The first side of the triangle: down by 3 pixels, and right by 1.5.
    const events = train("saccade", { dark: 0.1, threshold: 0.4 }, twice, { ticks: 100 });
    const rowOf = ([, index]: [number, number]) => Math.floor((index % n) / side);
    const [on, off] = [events.filter(isOn), events.filter((e) => !isOn(e))];
    expect(on.length).toBeGreaterThan(10);
    expect(Math.max(...on.map(rowOf))).toBeLessThan(6);
    expect(Math.min(...off.map(rowOf))).toBeGreaterThanOrEqual(1);
    // ln(1.1 / 0.1) is 2.4: at most six events of 0.4 each at a pixel that goes from dark to bright once.
    const counts = new Map<number, number>();
    for (const [, index] of on) counts.set(index, (counts.get(index) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBe(5);
  });

  test("after one round of three saccades each pixel has been brightened as often as darkened", () => {
    const events = train("saccade", { refractory: 0 }, twice, { ticks: 301 });
    const net = new Map<number, number>();
    for (const e of events) net.set(e[1] % n, (net.get(e[1] % n) ?? 0) + (isOn(e) ? 1 : -1));
    // Up to the change below the threshold that is left.
    expect([...net.values()].every((x) => Math.abs(x) <= 1)).toBe(true);
    expect(events.length).toBeGreaterThan(100);
  });

  test("a lower threshold gives more events, a boost the same as a threshold divided by it", () => {
    const at = (threshold: number, boost = 1) => train("saccade", { threshold }, twice, { boost });
    expect(at(0.2).length).toBeGreaterThan(1.5 * at(0.4).length);
    expect(at(0.4, 2)).toEqual(at(0.2));
  });

  test("a pixel gives no two events within the refractory time", () => {
    const last = new Map<number, number>();
    for (const [tick, index] of train("saccade", { refractory: 7e-3, threshold: 0.1 }, twice)) {
      expect(tick - (last.get(index % n) ?? -100)).toBeGreaterThanOrEqual(7);
      last.set(index % n, tick);
    }
  });

  test("noise alone has its rate, and ON as often as OFF", () => {
    const events = train("saccade", { ...still, noise: 20 }, twice, { ticks: 4000 });
    // 64 pixels, 4 s, 20 Hz less a refractory tick of 1 ms: 5,020; five standard deviations.
    expect(Math.abs(events.length - (64 * 4 * 20) / 1.02)).toBeLessThan(5 * Math.sqrt(5120));
    expect(Math.abs(events.filter(isOn).length / events.length - 0.5)).toBeLessThan(0.04);
  });

  test("neurons that are no two planes are refused", () => {
    const { misfit } = encoders.saccade.create(defaults(encoders.saccade.params));
    expect(misfit!({ size: 7, tick: TICK })).toMatch(/7 neurons are no two planes; accepted: one for ON/);
    const wide = encoders.saccade.create({ ...defaults(encoders.saccade.params), columns: 5 });
    expect(wide.misfit!({ size: 128, tick: TICK })).toMatch(/64 pixels are no rows of 5/);
  });
});

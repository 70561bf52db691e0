/** Events of a moving camera are those that every pixel gives that is looked at in every tick. */
import { expect, test } from "vitest";
import { ln } from "../../../src/core/elementary.js";
import { encoders } from "../../../src/core/encoder/index.js";
import { params } from "../../../src/core/encoder/saccade.js";
import { masterStream } from "../../../src/seed.js";

type P = { [K in keyof typeof params]: number };
const defaults = Object.fromEntries(Object.entries(params).map(([name, p]) => [name, p.default])) as P;
const [ROWS, COLS, N] = [9, 8, 72];
/** A picture with edges, slopes and a dark border. */
const values = Float64Array.from({ length: 2 * N }, (_, k) => {
  const [y, x] = [Math.floor((k % N) / COLS), k % COLS];
  return y < 2 || x < 1 ? 0 : x < 4 ? 255 * ((x + y) % 2) : 20 * y + 9 * x;
});

/** [tick, neuron] of all events, pixel by pixel in every tick. */
function slow(p: P, ticks: number, tick: number, boost: number, seed: string): [number, number][] {
  const random = masterStream(seed, "saccade");
  const light = (y: number, x: number) =>
    ln((y < ROWS && x < COLS ? Math.min(255, values[y * COLS + x]!) / 255 : 0) + p.dark);
  const corners = [
    [0, 0],
    [1, 0.5],
    [0, 1],
  ] as const;
  const seenAt = (t: number) => {
    const side = Math.floor(t / p.saccade);
    const share = t / p.saccade - side;
    const [from, to] = [corners[side % 3]!, corners[(side + 1) % 3]!];
    const at = (a: 0 | 1) => p.amplitude * (from[a] + share * (to[a] - from[a]));
    const [dy, dx] = [Math.floor(at(0)), Math.floor(at(1))];
    const [fy, fx] = [at(0) - dy, at(1) - dx];
    return Array.from({ length: N }, (_, i) => {
      const [y, x] = [Math.floor(i / COLS) + dy, (i % COLS) + dx];
      return (
        (1 - fy) * (1 - fx) * light(y, x) +
        (1 - fy) * fx * light(y, x + 1) +
        fy * (1 - fx) * light(y + 1, x) +
        fy * fx * light(y + 1, x + 1)
      );
    });
  };
  const threshold = p.threshold / boost;
  const rest = Math.max(1, Math.round(p.refractory / tick));
  const noise = p.noise * tick;
  const gap = () =>
    noise > 0 ? Math.floor(ln(random.uniform()) * (1 / ln(1 - noise))) : Number.POSITIVE_INFINITY;
  let next = gap();
  const seen = seenAt(0);
  const free = new Array<number>(N).fill(0);
  const events: [number, number][] = [];
  for (let t = 0; t < ticks; t++) {
    const now = seenAt(t * tick);
    for (let i = 0; i < N; i++) {
      const change = now[i]! - seen[i]!;
      const event = Math.abs(change) >= threshold && t >= free[i]!;
      if (event) seen[i] = seen[i]! + (change > 0 ? threshold : -threshold);
      let sign = event ? change : 0;
      if (next === t * N + i) {
        next += 1 + gap();
        if (!event && t >= free[i]!) sign = random.uniform() < 0.5 ? 1 : -1;
      }
      if (sign === 0) continue;
      free[i] = t + rest;
      events.push([t, sign > 0 ? i : N + i]);
    }
  }
  return events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

test.each<[string, Partial<P>, number]>([
  ["as it is", {}, 1],
  ["boosted", {}, 1.7],
  ["with noise", { noise: 100 }, 1],
  ["without rest", { refractory: 0, threshold: 0.02 }, 1],
  ["after long rests", { refractory: 20e-3, dark: 1e-3 }, 1],
  ["along a short path", { amplitude: 0.7, saccade: 13e-3 }, 1],
  ["many sides within a tick", { saccade: 1e-4 }, 1],
  ["without a path", { amplitude: 0 }, 1],
])(
  "pixels that are looked at only when they may have changed enough give the same events: %s",
  (_, change, boost) => {
    const p = { ...defaults, columns: COLS, ...change };
    const encoder = encoders.saccade.create(p);
    for (const seed of ["1", "2"]) {
      const random = masterStream(seed, "saccade");
      const request = { size: 2 * N, ticks: 320, tick: 1e-3, boost, random, values };
      const { tick, index, count } = encoder.encode(request);
      const told = Array.from({ length: count }, (_, s) => [tick[s]!, index[s]!]);
      expect(told.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)).toEqual(slow(p, 320, 1e-3, boost, seed));
    }
  },
);

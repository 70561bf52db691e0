/** Threads that share what networks of any shape do at a tick: the same bits for any number, whenever they come and go. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allowThreads, threadMeans } from "../../../src/engine/wasm/threads.js";
import { testThreads } from "../wasm/thread-means.js";
import { begun, networks, plain, specOf, TICKS } from "./any-shape.js";

const before = threadMeans();
beforeAll(() => allowThreads(testThreads()));
afterAll(() => allowThreads(before));

/** Neurons are shared by 64: with populations so much larger there are some for each thread, and a rest. */
const larger = (network: string) =>
  network
    .replace(/size: (\d+)/g, (_, n) => `size: ${4 * Number(n)}`)
    .replace(/size: \[(\d+), (\d+), (\d+)\]/g, (_, c, h, w) => `size: [${6 * Number(c)}, ${h}, ${w}]`);

const together = async (spec: Parameters<typeof begun>[0], threads: number) => {
  const run = begun(spec, true, threads);
  expect(run.engine.assembled(20_000)).toBe(true);
  return run;
};

describe.each(
  Object.entries(networks).map(([name, network], x) => ({ name, network, threads: 2 + (x % 2) })),
)("$name", ({ network, threads }) => {
  test(`spikes and state of ${threads} threads are those of one at any tick, and one goes on from the other's`, async () => {
    const spec = await specOf(larger(network));
    const alone = begun(spec, true);
    const several = await together(spec, threads);
    for (const tick of [0, 50, 100]) {
      // In the last part a thread has left.
      if (tick === 100) several.engine.useThreads(threads - 1);
      for (const { run } of [alone, several]) run(tick, tick + 50);
      expect(plain(several.engine.save())).toEqual(plain(alone.engine.save()));
    }
    expect(alone.spikes.length).toBeGreaterThan(100);
    expect(several.spikes).toEqual(alone.spikes);
    expect(several.engine.threads).toBe(threads);
    const saved = several.engine.save();
    alone.engine.restore(saved);
    several.engine.useThreads(threads);
    several.engine.restore(saved);
    for (const { run } of [alone, several]) run(150, 200);
    expect(plain(several.engine.save())).toEqual(plain(alone.engine.save()));
    several.engine.release();
  });
});

const large = `
  populations:
    e: {size: 2000, neuron: lif, params: {vRest: 0 mV, vReset: 2 mV, vThreshold: 8 mV}, drive: {poisson: {rate: 3 kHz, weight: 1 mV, receptor: delta}}}
  projections:
    ee: {from: e, to: e, rule: {fixed-indegree: 9}, receptor: delta, delay: 1.5 ms, weight: 0.3 mV}`;

test("unless asked for, threads come to large networks, by the clock and to the same bits; one that was asked for stays alone", async () => {
  const cores = { ...testThreads(), cores: 2 };
  try {
    allowThreads(cores);
    const spec = await specOf(large);
    const paced = begun(spec, true, "as pays");
    const alone = begun(spec, true);
    const small = begun(await specOf(Object.values(networks)[0]!), true, "as pays");
    // All have worked in the first trial; whether that was faster the machine may say.
    for (let tick = 0; tick < TICKS && (tick < 300 || paced.engine.threads < 2); tick += 50) {
      expect(paced.engine.assembled(20_000)).toBe(true);
      for (const { run } of [paced, alone]) run(tick, tick + 50);
    }
    expect([alone.engine.threads, paced.engine.threads, small.engine.threads]).toEqual([1, 2, 1]);
    expect(paced.engine.sharedPart).toBeGreaterThan(0);
    expect(paced.spikes).toEqual(alone.spikes);
    expect(plain(paced.engine.save())).toEqual(plain(alone.engine.save()));
    paced.engine.release();
  } finally {
    allowThreads(before);
  }
});

test("where memory cannot be shared one thread computes, and says so where several were asked for", async () => {
  const { SharedArrayBuffer: shared } = globalThis;
  try {
    Object.assign(globalThis, { SharedArrayBuffer: undefined });
    const { engine } = begun(await specOf(Object.values(networks)[0]!), true, 3);
    expect(engine.oneThread).toMatch(/SharedArrayBuffer/);
    expect([engine.compiled, engine.assembled(0), engine.threads]).toEqual([true, true, 1]);
  } finally {
    Object.assign(globalThis, { SharedArrayBuffer: shared });
  }
});

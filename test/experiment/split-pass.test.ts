import { expect, test } from "vitest";
import { type Helper, runSplit, type SplitPass } from "../../src/experiment/split-pass.js";

const N = 3;
/** Answers that name their picture. */
const block = (from: number, to: number) =>
  Uint16Array.from({ length: (to - from) * N }, (_, x) => 10 * (from + Math.floor(x / N)) + (x % N));

/** Takes a different time for each part, so that parts come back out of order. */
const slow = (unit: number): Helper => ({
  answers: async (_, from, to) => {
    await new Promise((resume) => setTimeout(resume, (unit * (from % 7)) % 11));
    return block(from, to);
  },
});

async function run(change: Partial<SplitPass>) {
  const seen: number[] = [];
  const told = await runSplit({
    phase: "test",
    total: 1234,
    n: N,
    helpers: [],
    local: block,
    see: (k, counts) => seen.push(k, ...counts),
    pause: async () => {
      await new Promise((resume) => setImmediate(resume));
      return false;
    },
    ...change,
  });
  return { told, seen };
}

test("pictures are told in their order, each once, for any number of helpers", async () => {
  const alone = await run({});
  expect(alone.told).toBe(1234);
  expect(alone.seen.slice(0, 4)).toEqual([0, 0, 1, 2]);
  for (const helpers of [[slow(1)], [slow(1), slow(5), slow(3)]])
    expect(await run({ helpers })).toEqual(alone);
});

test("helpers take part", async () => {
  let local = 0;
  await run({
    helpers: [slow(0)],
    local: (from, to) => {
      local += to - from;
      return block(from, to);
    },
  });
  expect(local).toBeLessThan(1234);
});

test("a pass that is stopped has told a beginning without gaps", async () => {
  let pauses = 0;
  const { told, seen } = await run({ helpers: [slow(2)], pause: async () => ++pauses > 3 });
  expect(told).toBeLessThan(1234);
  expect(seen.filter((_, x) => x % (N + 1) === 0)).toEqual(Array.from({ length: told }, (_, k) => k));
});

test("a helper that fails ends the pass with its error", async () => {
  const broken: Helper = { answers: () => Promise.reject(new Error("out of memory")) };
  await expect(run({ helpers: [broken] })).rejects.toThrow("out of memory");
});

test("an empty pass tells nothing", async () => {
  expect(await run({ total: 0 })).toEqual({ told: 0, seen: [] });
});

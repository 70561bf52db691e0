import { expect, test } from "vitest";
import { type Helper, runSplit, type SplitPass } from "../../src/experiment/split-pass.js";

const N = 3;
/** Answers that name their picture. */
const block = (from: number, to: number) =>
  Uint32Array.from({ length: (to - from) * N }, (_, x) => 10 * (from + Math.floor(x / N)) + (x % N));

/** Takes a different time for each part, so that parts come back out of order. */
const slow = (unit: number, ready = Promise.resolve()): Helper => ({
  ready,
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
    lost: (error) => {
      throw error;
    },
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

test("a helper has its next part in hand before anybody looks at its answer", async () => {
  const asked: number[] = [];
  let answer = (): void => {};
  const looked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const helper: Helper = {
    ready: Promise.resolve(),
    answers: async (_, from, to) => {
      asked.push(from);
      await looked;
      return block(from, to);
    },
  };
  let before: number[] | undefined;
  const local = (from: number, to: number) => {
    before ??= [...asked];
    answer();
    return block(from, to);
  };
  await run({ helpers: [helper], local });
  expect(before).toEqual([0, 50]);
});

test("nothing is asked of a helper before it is ready, and nobody waits for one that never is", async () => {
  const never: Helper = {
    ready: new Promise(() => {}),
    answers: () => Promise.reject(new Error("asked before it was ready")),
  };
  expect(await run({ helpers: [never, slow(1)] })).toEqual(await run({}));
});

test("a pass that is stopped has told a beginning without gaps", async () => {
  const { told, seen } = await run({
    helpers: [slow(2)],
    pause: async (done) => {
      await new Promise((resume) => setTimeout(resume, 2));
      return done > 200;
    },
  });
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(1234);
  expect(seen.filter((_, x) => x % (N + 1) === 0)).toEqual(Array.from({ length: told }, (_, k) => k));
});

test("the part of a helper that is lost is done by the others, and the loss is told", async () => {
  const lost: string[] = [];
  const told = (error: unknown) => void lost.push((error as Error).message);
  const broken: Helper = {
    ready: Promise.resolve(),
    answers: () => Promise.reject(new Error("out of memory")),
  };
  const dead = Promise.reject(new Error("no thread"));
  dead.catch(() => {});
  const stillborn: Helper = {
    ready: dead,
    answers: async () => block(0, 0),
  };
  const alone = await run({});
  expect(await run({ helpers: [broken, slow(1), stillborn], lost: told })).toEqual(alone);
  expect(await run({ helpers: [broken], lost: told })).toEqual(alone);
  expect(lost.sort()).toEqual(["no thread", "out of memory", "out of memory"]);
});

test("an error of this process ends the pass, and nobody goes on with it", async () => {
  let seen = 0;
  const see = (): void => {
    if (++seen === 120) throw new Error("disk full");
  };
  await expect(run({ helpers: [slow(1)], see })).rejects.toThrow("disk full");
  const before = seen;
  await new Promise((resume) => setTimeout(resume, 50));
  expect(seen).toBe(before);
});

test("an empty pass tells nothing", async () => {
  expect(await run({ total: 0 })).toEqual({ told: 0, seen: [] });
});

/** The memory of compiled kernels, and what they compute by themselves. */
import { describe, expect, test } from "vitest";
import type { Compiled } from "../../../src/core/compiled.js";
import { exp } from "../../../src/core/elementary.js";
import { poissonCount } from "../../../src/core/poisson-count.js";
import { Random } from "../../../src/core/random.js";
import { StartLog } from "../../../src/crossbar/start-log.js";
import { Arena } from "../../../src/engine/compiled/arena.js";
import { leastWords } from "../../../src/engine/compiled/poisson.js";
import { PoissonDrive } from "../../../src/engine/poisson-drive.js";

describe("the memory", () => {
  test("an array that has moved holds its values at one address while the memory grows under it", () => {
    const arena = new Arena();
    let [first, last] = [new Float64Array(0), new Float64Array(0)];
    arena.move(Float64Array.of(1, 2, 3), (there) => {
      first = there as typeof first;
    });
    const address = first.byteOffset;
    const before = first;
    arena.move(new Float64Array(1e6).fill(7), (there) => {
      last = there as typeof last;
    });
    expect(before.length).toBe(0);
    expect([first.byteOffset, ...first]).toEqual([address, 1, 2, 3]);
    expect([last.length, last[999_999]]).toEqual([1e6, 7]);
    expect(last.byteOffset % 64).toBe(0);
  });

  test("kernels read whole vectors beyond the last number: zeros", () => {
    const arena = new Arena();
    let moved = new Float32Array(0);
    arena.move(Float32Array.of(5), (there) => {
      moved = there as typeof moved;
    });
    expect([...new Float32Array(moved.buffer, moved.byteOffset, 9)]).toEqual([5, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("more than there can be is refused, and what was there stays", () => {
    const arena = new Arena();
    let kept = new Int32Array(0);
    arena.move(Int32Array.of(4), (there) => {
      kept = there as typeof kept;
    });
    const vast = { byteLength: 2 ** 33, length: 2 ** 31, constructor: Int32Array } as unknown as Int32Array;
    expect(() => arena.move(vast, () => {})).toThrow(RangeError);
    expect([...kept]).toEqual([4]);
  });

  test("a log of starts that outgrows the memory goes on outside, with the same entries", () => {
    const arena = new Arena();
    let room = true;
    const compiled: Compiled = {
      shares: 1,
      complete: () => {},
      kernels: arena.kernels,
      move: (values, use) => {
        if (!room) throw new RangeError("no room");
        arena.move(values, use);
      },
    };
    const log = new StartLog(10);
    log.moveTo(compiled);
    expect(log.moved).toBe(true);
    room = false;
    for (let x = 0; x < 5000; x++) {
      if (log.full) log.makeRoom(-1);
      log.push(x, x % 10);
    }
    expect(log.moved).toBe(false);
    expect(log.count).toBe(5000);
    expect([...(log.ofRow(3, 4980, 5000) as number[])]).toEqual([4983, 4993]);
  });
});

test("e^x of the kernels has the bits of the reference", () => {
  const { kernels } = new Arena();
  const random = Random.of("exp");
  for (let k = 0; k < 20_000; k++) {
    const x = 800 * (2 * random.uniform() - 1) * (k % 2 === 0 ? 1 : 0.01);
    expect(kernels.exp(x)).toBe(exp(x));
  }
  for (const x of [0, -0, 709.78, 710, -745.13, -746, -708.5, Number.NaN])
    expect(kernels.exp(x)).toBe(exp(x));
});

describe("Poisson spikes in a tick", () => {
  test.each([0, 1e-9, 0.002, 0.4, 2, 60, 100])(
    "mean %d: the least words of each number are where the inversion steps up",
    (mean) => {
      const none = exp(-mean);
      const countOf = (word: number) => poissonCount((word + 0.5) / 2 ** 32, none, mean);
      const limits = leastWords(none, mean);
      expect(limits.at(-1)).toBe(2 ** 32);
      for (const [x, least] of limits.slice(0, -1).entries()) {
        expect(countOf(least)).toBeGreaterThanOrEqual(x + 1);
        if (least > 0) expect(countOf(least - 1)).toBeLessThan(x + 1);
      }
    },
  );

  test.each([
    ["all alike, rarely a spike", () => 1e-4],
    ["all alike, seldom more than one", () => 0.16],
    ["all alike", () => 1.7],
    ["all alike, many", () => 40],
    ["each its own", (i: number) => i / 40],
  ] as const)("%s: the kernel draws what the reference draws", (_, meanOf) => {
    const n = 75;
    const arena = new Arena();
    const request = {
      mean: Float64Array.from({ length: n }, (_, i) => meanOf(i)),
      weight: 0.3,
      receptor: 0,
      random: Random.of("drive"),
    };
    const here = new Float64Array(n);
    let there: Float64Array = new Float64Array(n);
    arena.move(there, (moved) => {
      there = moved;
    });
    const reference = new PoissonDrive({ ...request, mean: request.mean.slice() }, 0, () => here);
    const compiled = new PoissonDrive(request, 0, () => there, arena);
    for (let tick = 0; tick < 200; tick++) {
      reference.apply(tick);
      compiled.apply(tick);
    }
    expect([...there]).toEqual([...here]);
  });
});

import fc from "fast-check";
import seedrandom from "seedrandom";
import { expect, test } from "vitest";
import { Random } from "../src/core/random.js";
import { masterStream } from "../src/seed.js";

const first = (random: Random) => [random.k0, random.k1].join();

test("the key of a run's streams is two words of seedrandom, seeded with the length and the text of the seed", () => {
  const generator = seedrandom("1:7");
  const key = [generator.int32() >>> 0, generator.int32() >>> 0] as const;
  expect(first(masterStream("7"))).toBe(first(Random.ofKey(...key)));
});

test("a path names a stream below the seed's own", () => {
  expect(first(masterStream("7", "train", 3))).toBe(first(masterStream("7").split("train").split(3)));
});

test("seeds that seedrandom alone takes for one are different streams here", () => {
  expect(seedrandom("1").int32()).toBe(seedrandom("11").int32());
  const seeds = ["1", "11", "111", "a", "aa", "Ā", "\0", "%", "%0025", "1:1", "1:11:1"];
  expect(new Set(seeds.map((seed) => first(masterStream(seed)))).size).toBe(seeds.length);
});

test("different texts are different streams, equal ones the same", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: "binary", maxLength: 200 }),
      (a, b) => {
        expect(first(masterStream(a)) === first(masterStream(b))).toBe(a === b);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

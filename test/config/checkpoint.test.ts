import { describe, expect, test } from "vitest";
import { differingKeys } from "../../src/config/differing.js";
import { CLASSIFY, load, refusal, SIMULATE } from "./small.js";

const intervalOf = async (...set: string[]) => {
  const { spec } = await load(CLASSIFY, set);
  return spec.kind === "classify" ? spec.checkpoint : "not a classification";
};

describe("checkpoint.every", () => {
  test("is three minutes where nothing is said", async () => {
    expect(await intervalOf()).toEqual({ seconds: 180 });
  });

  test.each([
    ["checkpoint.every=5000", { images: 5000 }],
    ["checkpoint.every=5 min", { seconds: 300 }],
    ["checkpoint.every=1.5 h", { seconds: 5400 }],
    ["checkpoint.every=20 s", { seconds: 20 }],
    ["checkpoint.every=500 ms", { seconds: 0.5 }],
    ["checkpoint=none", undefined],
  ])("%s", async (set, interval) => {
    expect(await intervalOf(set)).toEqual(interval);
  });

  test.each(["0", "-5", "2.5", "0 s", "5 minutes", "5 mV", "min", "'1e99 min'"])(
    "%s is refused",
    async (value) => {
      expect(await refusal(CLASSIFY, [`checkpoint.every=${value}`])).toMatch(
        /checkpoint.*a number of training images such as 5000, or a duration such as "5 min"/,
      );
    },
  );
});

describe("checkpoint.every of a simulation", () => {
  test.each([
    ["checkpoint.every=100000", { ticks: 100_000 }],
    ["checkpoint.every=5 min", { seconds: 300 }],
    ["checkpoint=none", undefined],
  ])("%s", async (set, interval) => {
    const { spec } = await load(SIMULATE, [set]);
    expect(spec.kind === "simulate" && spec.checkpoint).toEqual(interval);
  });

  test("a mistake names what a number counts", async () => {
    expect(await refusal(SIMULATE, ["checkpoint.every=-1"])).toMatch(
      /checkpoint.*a number of ticks such as 1000000, or a duration of wall time such as "5 min"/,
    );
  });
});

test("differing keys are named by their paths; those that change no result do not count", () => {
  const a = { seed: "1", train: { images: 5, epochs: 1 }, kernel: "auto", checkpoint: { every: 5 } };
  const b = { seed: "1", train: { images: 6, epochs: 1 }, kernel: "wasm", checkpoint: "none", more: [1] };
  expect(differingKeys(a, b)).toEqual(["more", "train.images"]);
  expect(differingKeys(a, a)).toEqual([]);
});

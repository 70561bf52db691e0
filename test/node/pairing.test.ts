import { expect, test } from "vitest";
import { takeSimdWidth } from "../../src/cli/simd.js";
import { pair } from "../../src/node/pairing.js";

/** Whether vectors are paired in a process of that V8, and the flags it was given. */
function outcome(v8: string | undefined, arch = "x64", permitted = true) {
  const flags: string[] = [];
  const versions = v8 === undefined ? {} : { v8 };
  return { paired: pair({ arch, versions }, permitted, (flag) => flags.push(flag)), flags };
}

test("vectors are paired in the V8 under which that was compared", () => {
  expect(outcome("13.6.233.17-node.28")).toEqual({
    paired: true,
    flags: ["--experimental-wasm-revectorize"],
  });
});

test.each([
  ["an older V8", outcome("11.3.244.8-node.38")],
  ["a V8 that nobody has compared", outcome("14.0.1")],
  ["a version that only begins alike", outcome("13.60.1")],
  ["another processor", outcome("13.6.233.17-node.28", "arm64")],
  ["a program that was not told to", outcome("13.6.233.17-node.28", "x64", false)],
  ["a runtime without V8", outcome(undefined)],
])("not in %s", (_, { paired, flags }) => {
  expect(paired).toBe(false);
  expect(flags).toEqual([]);
});

test("another width than auto and 128 is refused by name", () => {
  expect(() => takeSimdWidth("512")).toThrow('SPIKION_SIMD: "512" is not accepted; accepted: "auto"');
  expect(() => takeSimdWidth("128")).not.toThrow();
});

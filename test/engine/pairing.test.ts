import { expect, test } from "vitest";
import { takeSimdWidth } from "../../src/cli/simd.js";
import { pair } from "../../src/engine/wasm/pairing.js";

/** A process of that V8, and the flags it was given. */
function runtime(v8: string, arch = "x64") {
  const flags: string[] = [];
  return {
    flags,
    arch,
    versions: { v8 },
    getBuiltinModule: () => ({ setFlagsFromString: (flag: string) => void flags.push(flag) }),
  };
}

test("vectors are paired in the V8 under which that was compared", () => {
  const node24 = runtime("13.6.233.17-node.28");
  expect(pair(node24, true)).toBe(true);
  expect(node24.flags).toEqual(["--experimental-wasm-revectorize"]);
});

test.each([
  ["an older V8", runtime("11.3.244.8-node.38"), true],
  ["a V8 that nobody has compared", runtime("14.0.1"), true],
  ["a version that only begins alike", runtime("13.60.1"), true],
  ["another processor", runtime("13.6.233.17-node.28", "arm64"), true],
  ["a program that was not told to", runtime("13.6.233.17-node.28"), false],
])("not in %s", (_, process, permitted) => {
  expect(pair(process, permitted)).toBe(false);
  expect(process.flags).toEqual([]);
});

test("nor in a browser, or where Node does not hand out its modules", () => {
  expect(pair({ arch: "", versions: {} }, true)).toBe(false);
  expect(pair({ arch: "x64", versions: { v8: "13.6.1" } }, true)).toBe(false);
});

test("another width than auto and 128 is refused by name", () => {
  expect(() => takeSimdWidth("512")).toThrow('SPIKION_SIMD: "512" is not accepted; accepted: "auto"');
  expect(() => takeSimdWidth("128")).not.toThrow();
});

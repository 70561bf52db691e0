import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sameBits } from "../../../src/cli/compare-kernels.js";
import { atLeast } from "../../../src/cli/doctor.js";
import { packageRoot } from "../../../src/node/config.js";
import { spikion } from "../spikion.js";

test("doctor says what is found, and how to add what is not", async () => {
  const { code, out } = await spikion("doctor", "--json");
  expect(code).toBe(0);
  const found = JSON.parse(out);
  expect(found.node).toMatchObject({ version: process.versions.node, accepted: true });
  expect(found.simd).toBe(true);
  expect(found.workers).toBeGreaterThan(0);
  expect(found.backends.map((b: { name: string }) => b.name)).toEqual(["tensorflow", "wasm", "cpu"]);
  for (const b of found.backends) {
    expect(b.install).toMatch(/^npm install .*@tensorflow\//);
    if (!b.available) expect(b.why).toBeTruthy();
    if (!b.available && b.name === "tensorflow") expect(existsSync(join(packageRoot, b.recipe))).toBe(true);
  }
  expect(found.backends.filter((b: { first: boolean }) => b.first).length).toBe(1);
  expect(found.datasets.find((d: { name: string }) => d.name === "mnist").present).toBe(true);
});

test("both kernels give the same bits, accuracies and hash, on a network that varies", async () => {
  expect(await sameBits(50)).toBe(true);
});

test("for people it is a line each", async () => {
  const { out } = await spikion("doctor");
  expect(out).toMatch(/^Node +\d+\./m);
  expect(out).toMatch(/^tfjs backend wasm +yes/m);
  expect(out).toMatch(/^data set mnist +yes/m);
});

test("versions are compared number by number", () => {
  expect(atLeast("20.19.0", ">=20.19")).toBe(true);
  expect(atLeast("20.9.0", ">=20.19")).toBe(false);
  expect(atLeast("24.0.0", ">=20.19")).toBe(true);
  expect(atLeast("18.20.0", ">=20.19")).toBe(false);
});

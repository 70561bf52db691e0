/** What an editor shows of the package: nothing that it exports is without a description. */
import { expect, test } from "vitest";
import { lacks, publicApi, untoldThrows } from "../../scripts/docs/public-api.js";
import { packageRoot } from "../../src/node/disk.js";

const entries = publicApi(packageRoot);
const named = (name: string) => entries.find((entry) => entry.name === name);

test("every export, and every member of what is exported, has a description", () => {
  const without = entries.filter((entry) => lacks(entry) !== undefined);
  expect(without.map(({ name, file, line }) => `${name} (${file}:${line})`)).toEqual([]);
  console.log(`${entries.length} public entries have a description`);
});

test("the walk finds exports, members, members of written-out objects, and members of every case of a union", () => {
  for (const name of [
    "stdpWindow",
    "Engine.run",
    "Param.unit",
    "ClassifyMetrics.disturb.lonePre",
    "ProbeSpec.bins",
  ])
    expect(named(name), name).toBeDefined();
  expect(entries.length).toBeGreaterThan(1200);
});

test("what is private, and what the language itself declares, is left out", () => {
  expect(named("VoltageProbe.crossbar")).toBeUndefined();
  expect(entries.filter(({ file }) => !file.startsWith("dist/"))).toEqual([]);
});

test("every exported function and method that throws says when", () => {
  expect(untoldThrows(packageRoot, entries)).toEqual([]);
});

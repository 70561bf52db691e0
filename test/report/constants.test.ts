import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Constant } from "../../src/experiment/facts.js";
import { constantsTable } from "../../src/report/constants.js";

const constant = (part: string, name: string, source: string, isDefault = true): Constant => ({
  part,
  name,
  value: 1e-6,
  unit: "S",
  doc: `what ${name} is`,
  source,
  isDefault,
});

const table = constantsTable([
  constant("device", "gMax", "assumed: chosen for its range"),
  constant("neuron", "gLeak", "Diehl 2015"),
  constant("device", "gMin", "Huang 2025"),
  constant("neuron", "gIn", "chosen: round", false),
])!;

test("each constant stands once, under its own part", () => {
  const { document } = parseHTML(`<html><body>${table.text}</body></html>`);
  const rows = Array.from(document.querySelectorAll("tbody tr") as Iterable<{ textContent: string }>, (row) =>
    row.textContent.replace(/what.*/, "").replace(/1 µS/, ""),
  );
  expect(rows).toEqual(["device", "gMax", "gMin", "neuron", "gLeak", "gIn"]);
});

test("what no source gives is marked and counted; what the config sets is not", () => {
  expect(table.text).toContain("1 of 4 constants are marked");
  expect(table.text).toContain('<span class="assumed">assumed</span> chosen for its range');
  expect(table.text).toContain("set in the config");
});

test("without constants there is no table", () => {
  expect(constantsTable([])).toBeNull();
});

import { expect, test } from "vitest";
import { writeCsv } from "../../../src/report/formats/csv.js";
import { curvesCsv } from "../../../src/report/formats/curves-csv.js";

test("numbers are read back bit for bit, and there is no minus before 0", () => {
  const values = [0.1 + 0.2, -1e-300, 4.1359030627651384e-25, -0];
  const text = writeCsv({ x: Float64Array.from(values) });
  expect(text).toBe("x\n0.30000000000000004\n-1e-300\n4.1359030627651384e-25\n0\n");
});

test("text with commas or quotes is quoted", () => {
  expect(writeCsv({ a: ["x,y", 'say "so"', "plain"] })).toBe('a\n"x,y"\n"say ""so"""\nplain\n');
});

test("columns of different length are refused", () => {
  expect(() => writeCsv({ a: [1, 2], b: [1] })).toThrow(/column b has 1 rows, not 2/);
});

test("the curves of a figure are one long table in SI units", () => {
  const x = Float64Array.of(0, 1e-3);
  const axis = { label: "", unit: "1" } as const;
  const series = [{ name: "a, b", x, y: x, mark: "line" } as const];
  expect(curvesCsv([{ id: "p", title: "", x: axis, y: axis, series }])).toBe(
    'panel,series,x,y\np,"a, b",0,0\np,"a, b",0.001,0.001\n',
  );
});

test("text that a spreadsheet would run stays text, numbers with or without a unit stay as they are", () => {
  const text = ["=1+1", "+cmd|' /C calc'!A0", "-2+3+A1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"];
  const lines = writeCsv({ x: text }).split("\n").slice(1, -1).join("\n");
  expect(lines.match(/'/g)).toHaveLength(text.length + 2);
  for (const one of text) expect(lines).toContain(`'${one}`);
  expect(writeCsv({ "=a": [1] })).toBe("'=a\n1\n");
  const numbers = ["-5", "+3e-9", "-2.5 mV", "-5 V", "-10 %", "-.5", "-Infinity", "a=b", "1-2"];
  expect(writeCsv({ x: numbers })).toBe(`x\n${numbers.join("\n")}\n`);
  expect(writeCsv({ x: [-5, -1e-9] })).toBe("x\n-5\n-1e-9\n");
});

test("a number that there is none of is an empty cell", () => {
  expect(writeCsv({ a: [1, Number.POSITIVE_INFINITY, Number.NaN], b: ["x", "y", "z"] })).toBe(
    "a,b\n1,x\n,y\n,z\n",
  );
});

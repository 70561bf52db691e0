import { expect, test } from "vitest";
import { parsePulses } from "../../src/config/pulses/pulse-file.js";
import { polarities } from "../../src/config/pulses/staircase.js";

const HEAD = "voltage_V,width_s,g_before_S,g_after_S";
const parse = (text: string, drive = {}) => parsePulses(text, "p.csv", "p", drive);

test("pulses with both reads are read, in any order of columns, with a device of the file's name", () => {
  const { pulses, ignored } = parse(
    "\uFEFFwidth_s, voltage_V,g_after_S,g_before_S,note\r\n# comment\r\n1e-3,2,2e-6,1e-6,x\r\n",
  );
  expect(pulses).toEqual([{ device: "p", voltage: 2, width: 1e-3, before: 1e-6, after: 2e-6 }]);
  expect(ignored).toEqual(["note"]);
});

test("a staircase is pulses that share reads; the first row is the state before them", () => {
  const course = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1];
  const rows = course.map((g, k) => `${k},${g}e-6`).join("\n");
  const { pulses, staircase } = parse(`pulse,conductance_S\n${rows}\n`, {
    amplitudes: [4, -3],
    widths: [0.01, 0.02],
  });
  expect(staircase).toBe(true);
  expect(pulses).toHaveLength(12);
  expect(pulses[0]).toEqual({ device: "p", voltage: 4, width: 0.01, before: 1e-6, after: 2e-6 });
  expect(pulses[5]).toEqual({ device: "p", voltage: 4, width: 0.01, before: undefined, after: 7e-6 });
  expect(pulses[6]).toEqual({ device: "p", voltage: -3, width: 0.02, before: undefined, after: 6e-6 });
});

test("polarities follow the course, not the noise of single reads", () => {
  const rising = Array.from({ length: 20 }, (_, k) => k + (k % 5 === 3 ? -1.6 : 0));
  const course = [...rising, ...rising.slice(0, -1).reverse()];
  const signs = polarities(course);
  expect(signs.slice(0, 17).every((s) => s === 1)).toBe(true);
  expect(signs.slice(22).every((s) => s === -1)).toBe(true);
});

test("clean runs of three pulses are told apart", () => {
  expect(polarities([1, 2, 3, 4, 3, 2, 1, 2, 3, 4])).toEqual([1, 1, 1, -1, -1, -1, 1, 1, 1]);
});

for (const [name, text, message] of [
  ["a missing column", "voltage_V,width_s,g_before_S\n2,1,1e-6\n", /p\.csv: row 1: has no column g_after_S/],
  [
    "a cell that is no number",
    `${HEAD}\n2,1,1e-6,abc\n`,
    /p\.csv: row 2, column g_after_S: got "abc"; accepted: a conductance/,
  ],
  ["a blank cell", `${HEAD}\n2,,1e-6,1e-6\n`, /row 2, column width_s: got nothing; accepted: the length/],
  [
    "a pulse of 0 V",
    `${HEAD}\n0,1,1e-6,1e-6\n`,
    /row 2, column voltage_V: got "0"; accepted: the voltage of the pulse in V, not 0/,
  ],
  ["a length of 0", `${HEAD}\n1,0,1e-6,1e-6\n`, /row 2, column width_s: got "0"/],
  [
    "a conductance below 0",
    `${HEAD}\n1,1,-1e-6,1e-6\n`,
    /row 2, column g_before_S: got -0.000001 S; accepted/,
  ],
  ["infinity", `${HEAD}\n1,1,1e-6,1e999\n`, /column g_after_S: got "1e999"/],
  ["a short row", `${HEAD}\n1,1,1e-6\n`, /row 2: got 3 values; accepted: 4/],
  [
    "decimal commas between commas",
    `${HEAD}\n2,0,5,1e-6,1e-6\n`,
    /row 2: got 5 values; accepted: 4.*\(decimal commas need semicolons or tabs/,
  ],
  ["a column twice", `${HEAD},width_s\n1,1,1e-6,1e-6,2\n`, /row 1, column width_s: is there twice/],
  ["no rows", `${HEAD}\n`, /has no rows/],
  ["nothing", "", /has no column voltage_V, width_s/],
  [
    "times that go back",
    `time_s,${HEAD}\n2,1,1,1e-6,1e-6\n1,1,1,1e-6,1e-6\n`,
    /row 3, column time_s: got 1 after 2/,
  ],
  [
    "two temperatures",
    `temperature_K,${HEAD}\n300,1,1,1e-6,1e-6\n350,1,1,1e-6,1e-6\n`,
    /got 300 K to 350 K; accepted: one temperature/,
  ],
  ["a staircase without amplitudes", "pulse,conductance_S\n0,1e-6\n1,2e-6\n", /--amplitude 4V/],
] as const)
  test(`${name} is refused by file, row and column`, () => {
    expect(() => parse(text)).toThrow(message);
  });

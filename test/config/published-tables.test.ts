/** Staircases in the shapes that they are published in: the same pulses, whatever they are written like. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parsePulses } from "../../src/config/pulses/pulse-file.js";
import type { Drive } from "../../src/config/pulses/staircase.js";
import { fitDevice } from "../../src/fit/fit.js";
import { prepare } from "../../src/fit/prepare.js";

const DRIVE: Drive = { amplitudes: [4, -3], widths: [0.01, 0.02] };
/** Two cycles of six pulses up and six down, µS. */
const UP = [1, 1.5, 2, 2.5, 3, 3.25, 3.5];
const COURSE = [...UP, ...UP.slice(0, -1).reverse(), ...UP.slice(1), ...UP.slice(0, -1).reverse()];
const CYCLE = COURSE.slice(0, 13);
const read = (text: string, more: Partial<Drive> = {}) =>
  parsePulses(text, "p.csv", "p", { ...DRIVE, ...more });
/** Rows of pulse number and read. */
const rows = (head: string, value: (g: number) => string | number, mark = ",", first = 0) =>
  [head, ...COURSE.map((g, k) => `${k + first}${mark}${value(g)}`)].join("\n");
const comma = (x: number) => String(x).replace(".", ",");
/** Voltages and reads, µS, to nine digits: currents and resistances round. */
const seen = (text: string, more: Partial<Drive> = {}) =>
  read(text, more).pulses.map(({ voltage, before, after }) => [
    voltage,
    before === undefined ? undefined : Number((before * 1e6).toPrecision(9)),
    Number((after * 1e6).toPrecision(9)),
  ]);
const EXPECTED = COURSE.slice(1).map((g, k) => [k % 12 < 6 ? 4 : -3, k === 0 ? 1 : undefined, g]);

describe.each<readonly [shape: string, text: string, more: Partial<Drive>]>([
  ["a unit in brackets", rows("Pulse number (#),Conductance (µS)", (g) => g), {}],
  ["a symbol in brackets", rows("Pulse number (N),Mean conductance (µS)", (g) => g), {}],
  ["another unit, in square brackets, and tabs", rows("Pulse\tG_DS [nS]", (g) => 1000 * g, "\t"), {}],
  ["a unit after a slash", rows("Pulse no.;G / nS", (g) => 1000 * g, ";"), {}],
  ["a unit after an underscore", rows("pulse,conductance_mS", (g) => g / 1000), {}],
  ["semicolons and decimal commas", rows("Pulse;Conductance (µS)", comma, ";"), {}],
  ["decimal commas between quotes", rows('"Pulse","Conductance, µS"', (g) => `"${comma(g)}"`), {}],
  ["units in a row of their own", rows("Pulse\tConductance\n#\tµS", (g) => g, "\t"), {}],
  ["blanks, names in a comment", rows("# pulse conductance_uS", (g) => g.toExponential(4), " "), {}],
  [
    "no unit, given by an option",
    rows("pulse,conductance", (g) => g),
    { unit: { text: "uS", of: "S", zero: 0, one: 1e-6 } },
  ],
  [
    "normalised to gMax",
    rows("pulse,G/Gmax", (g) => g / 4),
    { unit: { text: "4uS", of: "S", zero: 0, one: 4e-6 } },
  ],
  [
    "normalised between two values",
    rows("pulse,Normalized conductance", (g) => (g - 1) / 3),
    { unit: { text: "1uS:4uS", of: "S", zero: 1e-6, one: 4e-6 } },
  ],
  [
    "per cent",
    rows("pulse,conductance (%)", (g) => g / 0.04),
    { unit: { text: "4uS", of: "S", zero: 0, one: 4e-6 } },
  ],
  ["current over one read voltage", rows("pulse,Ids (nA)", (g) => 100 * g), { readVoltage: 0.1 }],
  [
    "current at a negative voltage, typeset minus",
    rows("pulse,current (nA)", (g) => `−${100 * g}`),
    { readVoltage: -0.1 },
  ],
  ["current over a column of read voltages", rows("pulse,V_read (V),I (nA)", (g) => `0.2,${200 * g}`), {}],
  ["resistances", rows("pulse,Resistance (kohm)", (g) => 1000 / g), {}],
  ["a clock instead of numbers", rows("Time (ms),Conductance (µS)", (g) => g), {}],
  [
    "polarities in words",
    `type,G_uS\n${COURSE.map((g, k) => `${k === 0 ? "" : (k - 1) % 12 < 6 ? "LTP" : "LTD"},${g}`).join("\n")}`,
    {},
  ],
  ["numbers of pulses by an option", rows("pulse,G_uS", (g) => g), { ltp: [6, 6] }],
  [
    "several reads after each pulse, by number",
    `pulse,G_uS\n${COURSE.map((g, k) => `${k},${g}\n${k},${g}\n${k},${g}`).join("\n")}`,
    {},
  ],
  [
    "several reads after each pulse, by time",
    `Time (s),G (µS)\n${COURSE.map((g, k) => `${k},${g - 0.01}\n${k + 0.3},${g}\n${k + 0.6},${g + 0.01}`).join("\n")}`,
    { reads: 3 },
  ],
])("%s", (_, text, more) => {
  test("gives the same pulses", () => {
    expect(seen(text, more)).toEqual(EXPECTED);
  });
});

test("cycles, devices and polarities beside each other are put below each other, each beginning anew", () => {
  const beside = (names: string, ...series: readonly (readonly number[])[]) =>
    [`pulse,${names}`, ...series[0]!.map((_, k) => [k, ...series.map((s) => s[k] ?? "")].join(","))].join(
      "\n",
    );
  const once = [...EXPECTED.slice(0, 12)];
  const cycles = beside("Cycle 1 (µS),Cycle 2 (µS)", CYCLE, CYCLE);
  expect(seen(cycles)).toEqual([...once, ...once]);
  expect(new Set(read(cycles).pulses.map((p) => p.device))).toEqual(new Set(["p"]));
  const devices = beside("Device A (µS),Device B (µS)", CYCLE, CYCLE);
  expect(seen(devices)).toEqual([...once, ...once]);
  expect([...new Set(read(devices).pulses.map((p) => p.device))]).toEqual(["a", "b"]);
  const sides = beside("LTP (µS),LTD (µS)", UP, UP.slice(0, -1).reverse());
  expect(seen(sides)).toEqual([...once.slice(0, 6), [-3, 3.25, 3], ...once.slice(8)]);
});

test("a cycle that begins with pulse 0 begins with a state, not with a pulse", () => {
  const long = [1, 2].flatMap((c) => CYCLE.map((g, k) => `${c},${k},${g}`));
  const once = EXPECTED.slice(0, 12);
  expect(seen(`cycle,pulse,G_uS\n${long.join("\n")}`)).toEqual([...once, ...once]);
});

test("a column of voltages without signs takes them from the polarities, and 0 V is a read without a pulse", () => {
  const typed = COURSE.map((g, k) => `${k === 0 ? "" : (k - 1) % 12 < 6 ? "P" : "D"},5,${g}`);
  const { pulses } = parsePulses(`type,Amplitude (V),G (µS)\n${typed.join("\n")}`, "p.csv", "p", {
    widths: [1, 1],
  });
  expect(pulses.map((p) => p.voltage)).toEqual(EXPECTED.map(([v]) => (v! > 0 ? 5 : -5)));
  const volts = COURSE.map((g, k) => `${k === 0 ? 0 : (k - 1) % 12 < 6 ? 5 : -5},${k === 0 ? 0 : 10},${g}`);
  const own = parsePulses(`V_pulse (V),Width (ms),G (µS)\n${volts.join("\n")}`, "p.csv", "p", {});
  expect(own.pulses).toHaveLength(24);
  expect(own.pulses[0]).toEqual({ device: "p", voltage: 5, width: 0.01, before: 1e-6, after: 1.5e-6 });
});

test("what was done to the numbers is said, and columns that were not looked at", () => {
  const { notes, ignored } = read(
    rows("pulse,I (nA),Error (nA)", (g) => `${100 * g},1`),
    { readVoltage: 0.1 },
  );
  expect(notes).toEqual(['"I (nA)": current over 100 mV']);
  expect(ignored).toEqual(["Error (nA)"]);
});

test.each<readonly [what: string, text: string, more: Partial<Drive>, message: RegExp]>([
  [
    "no unit",
    rows("pulse,G", (g) => g),
    {},
    /row 1, column G: has no unit; accepted: one in its name, such as "G \(µS\)", or --unit nS/,
  ],
  [
    "normalised reads",
    rows("pulse,G/Gmax", (g) => g / 4),
    {},
    /is normalised; accepted: --unit 4uS .*--unit 50nS:4uS/,
  ],
  [
    "normalised reads with a unit only",
    rows("pulse,G (a.u.)", (g) => g / 4),
    { unit: { text: "uS", of: "S", zero: 0, one: 1e-6 } },
    /is normalised/,
  ],
  [
    "two units",
    rows("pulse,G (nS)", (g) => g),
    { unit: { text: "uS", of: "S", zero: 0, one: 1e-6 } },
    /has the unit nS, and --unit uS is given/,
  ],
  ["a current", rows("pulse,I (nA)", (g) => g), {}, /is a current; accepted: --read-voltage 0.1V/],
  ["a read voltage for no current", rows("pulse,G (nS)", (g) => g), { readVoltage: 0.1 }, /has no currents/],
  [
    "a unit with a power of ten",
    rows("pulse,Conductance (10^-6 S)", (g) => g),
    {},
    /column Conductance \(10\^-6 S\): has the unit "10\^-6 S"; accepted: S, mS/,
  ],
  ["a unit of something else", rows("pulse,G (ms)", (g) => g), {}, /has the unit "ms"; accepted: S, mS/],
  ["no names", "0,1\n1,2\n2,3\n", {}, /row 1: holds numbers \("0, 1"\); accepted: names of the columns/],
  [
    "columns not told apart",
    rows("pulse,G (nS),Conductance (µS)", (g) => `${g},${g}`),
    {},
    /several columns of reads that are not told apart/,
  ],
  [
    "LTD plotted from its end",
    `pulse,LTP (µS),LTD (µS)\n${UP.map((g, k) => `${k},${g},${g}`).join("\n")}`,
    {},
    /that lower the conductance of p, as the table says, change it by 2.5 µS in all; accepted: rows in the order of time/,
  ],
  [
    "other numbers of pulses than there are",
    rows("pulse,G_uS", (g) => g),
    { ltp: [4, 4] },
    /the conductance of p moves up and down by 10 µS in all, by .* as --ltp 4,4 has it/,
  ],
  [
    "a polarity of another word",
    "type,G_uS\nLTP,1\nfoo,2\n",
    {},
    /row 3, column type: got "foo"; accepted: LTP or LTD/,
  ],
  [
    "a trace in time",
    `time_s,G_uS\n${COURSE.flatMap((g, k) => [0, 1, 2, 3].map((j) => `${4 * k + j},${g}`)).join("\n")}`,
    {},
    /repeats the read before in 75 of 99 rows, more than one row a pulse as it seems; accepted: .*--reads 10/,
  ],
  [
    "only negative reads",
    rows("pulse,I (nA)", (g) => -g),
    { readVoltage: 0.1 },
    /no read is above 0; accepted: .*--read-voltage=-0.1V/,
  ],
])("%s is refused with what to change", (_, text, more, message) => {
  expect(() => read(text, more)).toThrow(message);
});

test("the worked example of a published shape is fitted to what it was made from", () => {
  const text = readFileSync(new URL("../../experiments/devices/published.csv", import.meta.url), "utf8");
  const drive: Drive = { amplitudes: [4, -4], widths: [0.02, 0.02], readVoltage: 0.1 };
  const { pulses, notes } = parsePulses(text, "published.csv", "published", drive);
  expect(pulses).toHaveLength(800);
  expect(notes).toEqual(['"Device 1 (nA)" to "Device 5 (nA)": current over 100 mV']);
  const fit = fitDevice(prepare(pulses));
  const truth = {
    betaPlus: 1.4,
    betaMinus: 0.8,
    gMin: 100e-9,
    gMax: 3e-6,
    c2c: 0.04,
    d2d: 0.1,
    readNoise: 3e-9,
  };
  for (const [name, value] of Object.entries(truth)) {
    const [low, high] = fit[name as keyof typeof truth].ci95;
    expect(low, name).toBeLessThan(value);
    expect(high, name).toBeGreaterThan(value);
  }
});

/** What tables of reads mean with every option, and what is said where they mean nothing, is kept. */
import { expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { parsePulses } from "../../src/config/pulses/pulse-file.js";
import type { ReadUnit } from "../../src/config/pulses/reading.js";
import type { Drive } from "../../src/config/pulses/staircase.js";

const DRIVE: Drive = { amplitudes: [4, -3], widths: [0.01, 0.02] };
const COURSE = [1, 2, 3, 4, 3, 2, 1];

/** A table of the columns given, whose cells follow from the read and its number. */
const table = (heads: string, cells: (g: number, k: number) => readonly (number | string)[]) =>
  [heads, ...COURSE.map((g, k) => cells(g, k).join(","))].join("\n");

const tables: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "conductance_uS",
    "conductance",
    "G/Gmax",
    "conductance (%)",
    "current_nA",
    "current",
    "normalized current",
    "resistance_kohm",
    "resistance",
    "normalized resistance",
    "weight",
  ].map((head) => [head, table(`pulse,${head}`, (g, k) => [k, g])]),
);
const more: Readonly<Record<string, string>> = {
  "two cycles": table("pulse,cycle 1,cycle 2", (g, k) => [k, g, 2 * g]),
  "two devices": table("pulse,device 1 (uS),device 2 (uS)", (g, k) => [k, g, g + 1]),
  "LTP and LTD": table("pulse,LTP (uS),LTD (uS)", (g, k) => [k, g + k, 20 - k]),
  "reads in two units": table("pulse,conductance_uS,conductance_nS", (g, k) => [k, g, g]),
  "a read voltage by row": table("pulse,current_nA,read voltage (mV)", (g, k) => [k, g, 50 + 10 * k]),
  "a read voltage without unit": table("pulse,current_nA,read voltage", (g, k) => [k, g, 1]),
  "no read voltage but currents of no unit": table("pulse,current,read voltage (V)", (g, k) => [k, g, 0.2]),
  "voltages and widths": table("pulse,V_pulse (V),width (ms),conductance_uS", (g, k) => [
    k,
    k > 3 ? -2 : 3,
    5 + k,
    g,
  ]),
  "voltages without unit": table("pulse,voltage,conductance_uS", (g, k) => [k, k > 3 ? -2 : 3, g]),
  "temperatures in K": table("pulse,conductance_uS,temperature (K)", (g, k) => [k, g, 300 + 0.25 * k]),
  "temperatures in °C": table("pulse,conductance_uS,temperature (°C)", (g, k) => [k, g, 26.85 - 0.1 * k]),
  "temperatures that rise by 2.1 K": table("pulse,conductance_uS,temperature_K", (g, k) => [
    k,
    g,
    300 + 0.35 * k,
  ]),
  "temperatures that fall by 2.1 K": table("pulse,conductance_uS,temperature_K", (g, k) => [
    k,
    g,
    300 - 0.35 * k,
  ]),
  "a conductance a little below 0": table("pulse,conductance_uS", (g, k) => [k, g - 1.01]),
  "a conductance far below 0": table("pulse,conductance_uS", (g, k) => [k, g - 2]),
  "no conductance above 0": table("pulse,conductance_uS", (_, k) => [k, 0]),
  polarities: table("pulse,polarity,conductance_uS", (g, k) => [
    k,
    ["none", "LTP", "p", "+", "reset", "D", "-1"][k]!,
    g,
  ]),
  "a polarity that is none": table("pulse,polarity,conductance_uS", (g, k) => [k, "sideways", g]),
  "a column that counts for nothing": table("pulse,conductance_uS,colour", (g, k) => [k, g, "blue"]),
};

/** Tables with a column for each of their roles, whose options are then one too many; and what pulses still lack. */
const PAIR = "voltage_V,width_s,g_before_S,g_after_S\n2,1e-3,1e-6,2e-6\n-2,1e-3,2e-6,1e-6\n";
const signed = table("pulse,polarity,conductance_uS", (g, k) => [k, k < 4 ? "LTP" : "LTD", g]);
const volts = table("pulse,V_pulse (V),width (ms),conductance_uS", (g, k) => [k, k > 3 ? -2 : 3, 5, g]);
const wrongVolts = table("pulse,V_pulse (V),width (ms),conductance_uS", (g, k) => [
  k,
  -2,
  k === 5 ? 0 : 5,
  g,
]);
const needs: readonly (readonly [name: string, text: string, drive: Drive])[] = [
  ["pairs", PAIR, {}],
  ["pairs, --amplitude and --width", PAIR, DRIVE],
  ["pairs, --amplitude", PAIR, { amplitudes: [4, -3] }],
  ["pairs, --ltp", PAIR, { ltp: [3, 3] }],
  ["pairs, --reads", PAIR, { reads: 2 }],
  ["pairs, --read-voltage", PAIR, { readVoltage: 0.1 }],
  ["pairs, --unit", PAIR, { unit: { text: "nS", of: "S", zero: 0, one: 1e-9 } }],
  ["pairs and one read", PAIR.replace("voltage_V", "conductance_S"), {}],
  ["a course, no --width", tables.conductance_uS!, { amplitudes: [4, -3] }],
  ["a course, no --amplitude", tables.conductance_uS!, { widths: [0.01, 0.02] }],
  ["polarities, --ltp", signed, { ...DRIVE, ltp: [3, 3] }],
  ["voltages", volts, {}],
  ["voltages, --amplitude", volts, { amplitudes: [4, -3] }],
  ["voltages, --width", volts, { widths: [0.01, 0.02] }],
  ["voltages, --ltp", volts, { ltp: [3, 3] }],
  ["voltages of the wrong sign, a width of 0", wrongVolts, {}],
  ["voltages and no widths", table("pulse,V_pulse (V),conductance_uS", (g, k) => [k, k > 3 ? -2 : 3, g]), {}],
];

const of = (text: string, unit: ReadUnit["of"], zero: number, one: number) => ({
  unit: { text, of: unit, zero, one },
});
const options: Readonly<Record<string, Partial<Drive>>> = {
  "": {},
  "--unit nS": of("nS", "S", 0, 1e-9),
  "--unit nA": of("nA", "A", 0, 1e-9),
  "--unit kohm": of("kohm", "ohm", 0, 1e3),
  "--unit 4uS": of("4uS", "S", 0, 4e-6),
  "--unit 1uS:4uS": of("1uS:4uS", "S", 1e-6, 4e-6),
  "--unit 400nA": of("400nA", "A", 0, 400e-9),
  "--unit 20kohm": of("20kohm", "ohm", 0, 20e3),
  "--read-voltage 0.1V": { readVoltage: 0.1 },
  "--unit nA --read-voltage -0.1V": { ...of("nA", "A", 0, 1e-9), readVoltage: -0.1 },
  "--unit 400nA --read-voltage 0.1V": { ...of("400nA", "A", 0, 400e-9), readVoltage: 0.1 },
};
const others: Readonly<Record<string, Partial<Drive>>> = {
  "": {},
  "--ltp 3": { ltp: [3, 3] },
  "--ltp 2,4": { ltp: [2, 4] },
  "--reads 2": { reads: 2 },
};

function meaning(text: string, drive: Drive): string {
  try {
    const data = parsePulses(text, "p.csv", "p", drive);
    const digits = (x: number | undefined) => (x === undefined ? "-" : Number(x.toPrecision(9)));
    const pulses = data.pulses.map((p) => [p.device, p.voltage, p.width, p.before, p.after]);
    const rows = pulses.map((row) => row.map((x) => (typeof x === "string" ? x : digits(x))).join(" "));
    const about = { temperature: digits(data.temperature), ignored: data.ignored, notes: data.notes };
    return `${rows.join("; ")} ${JSON.stringify(about)}`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ path, problem }) => `${path}: ${problem}`).join(" | ");
  }
}

test("tables of reads with every unit and read voltage, and tables of other columns", async () => {
  const lines = (all: Readonly<Record<string, string>>, drives: Readonly<Record<string, Partial<Drive>>>) =>
    Object.entries(all).flatMap(([name, text]) =>
      Object.entries(drives).map(
        ([option, drive]) => `${name} ${option}: ${meaning(text, { ...DRIVE, ...drive })}`,
      ),
    );
  const all = [
    ...lines(tables, options),
    ...lines({ ...more }, { "": {}, "--unit nA": options["--unit nA"]! }),
  ];
  const kept = [...all, ...lines({ course: tables.conductance_uS!, ...more }, others)];
  for (const [name, text, drive] of needs) kept.push(`${name}: ${meaning(text, drive)}`);
  await expect(`${kept.join("\n")}\n`).toMatchFileSnapshot("../golden/results/pulse-tables.txt");
});

/** What `spikion device fit` says of a fit: numbers with intervals, and remarks. */
import type { Param } from "../../core/params.js";
import type { DeviceFit, Estimated } from "../../fit/fit.js";
import type { FactorRow } from "../../fit/form.js";
import type { FittedLaw } from "../../fit/rate-law.js";

export type NumberRow = readonly [name: string, value: string, interval: string];

/** Every number with its interval, in words. */
export async function numberRows(result: DeviceFit, law: FittedLaw): Promise<NumberRow[]> {
  const { formatQuantity } = await import("../../core/units.js");
  const row = (name: string, { value, ci95: [low, high] }: Estimated, unit: Param["unit"]): NumberRow => {
    const of = (x: number | null) => (x === null ? "?" : formatQuantity(x, unit, 4));
    const interval = low === null && high === null ? "not determined" : `${of(low)} to ${of(high)}`;
    return [name, value === null ? "-" : of(value), interval];
  };
  const factorRow = (side: "plus" | "minus", { conductance, ...r }: FactorRow): NumberRow => {
    const name = `f${side === "plus" ? "+" : "-"} at ${formatQuantity(conductance, "S", 4)}`;
    const held = r.value === 0 ? "at the bound" : conductance === result.g0 ? "at G0" : undefined;
    return held === undefined ? row(name, r, "1") : [name, String(r.value), held];
  };
  return [
    ...(result.stateFactor ? [] : [row("beta+", result.betaPlus, "1"), row("beta-", result.betaMinus, "1")]),
    row("gMin", result.gMin, "S"),
    row("gMax", result.gMax, "S"),
    row("c2c", result.c2c, "1"),
    row("d2d", result.d2d, "1"),
    row("read noise", result.readNoise, "S"),
    ...result.rates.map((r) => row(`rate at ${formatQuantity(r.voltage, "V", 4)}`, r, "S/s")),
    ...(["plus", "minus"] as const).flatMap((side) =>
      (result.stateFactor?.[side] ?? []).map((r) => factorRow(side, r)),
    ),
    ...law.numbers.map((n) => row(n.name, n, "1")),
  ];
}

/** What there is to say besides numbers: name and words. */
export async function remarks(
  { outliers, overPower, devices }: DeviceFit,
  law: FittedLaw,
): Promise<[name: string, words: string][]> {
  const { formatQuantity } = await import("../../core/units.js");
  const { chiSquare = 0, freedom = 0 } = law.misfit ?? {};
  return [
    ...(freedom > 0
      ? ([["misfit", `chi-square ${formatQuantity(chiSquare, "1", 3)} for ${freedom}`]] as [string, string][])
      : []),
    ...(overPower
      ? ([
          [
            "over power law",
            `ln likelihood ${formatQuantity(overPower.rise, "1", 3)} higher with ${overPower.numbers} numbers more`,
          ],
        ] as [string, string][])
      : []),
    ...(law.assumed === undefined ? [] : ([["rate law", law.assumed]] as [string, string][])),
    ...(devices === 1
      ? ([["rates", "are of this device; how far others are from it, one does not say"]] as [
          string,
          string,
        ][])
      : []),
    ["outliers", outliers < 1.01e-4 ? "none" : `${formatQuantity(100 * outliers, "1", 2)} %`],
  ];
}

/** What is printed. @param notes  what was done to the numbers of the table */
export async function summary(result: DeviceFit, law: FittedLaw, notes: readonly string[]): Promise<string> {
  const { formatQuantity } = await import("../../core/units.js");
  const line = ([name, value, interval]: NumberRow): string =>
    `${name.padEnd(14)} ${value.padEnd(14)} ${interval}`;
  const { g0, devices, pulses } = result;
  return `${[
    `${pulses} pulses on ${devices} ${devices === 1 ? "device" : "devices"}; G0 = ${formatQuantity(g0, "S", 4)}`,
    ...notes.map((note) => `read as        ${note}`),
    line(["", "value", "95 % interval (?: the data give no limit)"]),
    ...(await numberRows(result, law)).map(line),
    ...(await remarks(result, law)).map(([name, words]) => `${name.padEnd(14)} ${words}`),
  ].join("\n")}\n`;
}

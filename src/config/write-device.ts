/** A fitted device as a device file: every number with where it comes from. */
import { Document, isCollection, isSeq } from "yaml";
import type { Param } from "../core/params.js";
import { formatQuantity } from "../core/units.js";
import type { DeviceFit, Estimated } from "../fit/fit.js";
import type { FactorRow } from "../fit/form.js";
import type { FittedLaw, LawChoice } from "../fit/rate-law.js";
import { type UncertainNumber, uncertaintyOf } from "../fit/uncertainty.js";
import type { PulseFile } from "./pulses/pulse-file.js";

/** Digits that are written: far below any interval. */
const DIGITS = 6;

/** @param name  what the device is called @param preset  whose other numbers hold @param files  that the pulses come from @param notes  how they were read */
export function deviceYaml(
  fit: DeviceFit,
  law: FittedLaw,
  choice: LawChoice,
  files: readonly PulseFile[],
  preset: string,
  name?: string,
  notes: readonly string[] = [],
): string {
  const { likeliest: best, g0, devices, pulses } = fit;
  const from = files.map(({ name, sha256 }) => `${name} (sha256 ${sha256})`).join(", ");
  const quantity = (x: number, unit: Param["unit"]) =>
    formatQuantity(Number(x.toPrecision(DIGITS)), unit, "exact");
  const short = (x: number, unit: Param["unit"]) => formatQuantity(x, unit, 4);
  const source = ({ value, ci95: [low, high] }: Estimated, unit: Param["unit"]): string => {
    if (low === null && high === null) return `assumed: ${from} does not determine it`;
    const limits =
      low === null
        ? `at most ${short(high!, unit)}`
        : high === null
          ? `at least ${short(low, unit)}`
          : `${short(low, unit)} to ${short(high, unit)}`;
    return value === null
      ? `fitted: ${from}; 95 %: ${limits}; the likeliest value, which the data do not determine`
      : `fitted: ${from}; 95 %: ${limits}`;
  };
  const factors = fit.stateFactor;
  const factorRows = (rows: readonly FactorRow[]) => ({
    conductance: rows.map((r) => quantity(r.conductance, "S")),
    factor: rows.map((r) => Number(r.value.toPrecision(DIGITS))),
  });
  const factorSource = (rows: readonly FactorRow[] = []): string =>
    rows
      .filter((r) => r.ci95[0] !== null)
      .map(
        ({ conductance, ci95: [a, b] }) =>
          `${short(conductance, "S")}: ${short(a!, "1")} to ${short(b!, "1")}`,
      )
      .join(", ");
  const formula = law.numbers.map(
    ({ name, value, ci95: [a, b] }) => `${name} ${short(value, "1")} (${short(a, "1")} to ${short(b, "1")})`,
  );
  const rates = fit.rates.map((r) => {
    const [low, high] = r.ci95;
    return `${short(r.voltage, "V")}: ${low === null ? "?" : short(low, "S/s")} to ${high === null ? "?" : short(high, "S/s")}`;
  });
  const misfit =
    law.misfit && law.misfit.freedom > 0
      ? `; chi-square ${short(law.misfit.chiSquare, "1")} for ${law.misfit.freedom}`
      : "";
  const document = {
    ...(name === undefined ? {} : { name }),
    doc: [`fitted to ${pulses} pulses on ${devices} ${devices === 1 ? "device" : "devices"}`, ...notes].join(
      "; ",
    ),
    preset,
    params: {
      gMin: quantity(best.gMin, "S"),
      g0: quantity(g0, "S"),
      gMax: quantity(best.gMax, "S"),
      ...(factors
        ? {
            stateFactor: {
              ...(factors.plus ? { plus: factorRows(factors.plus) } : {}),
              ...(factors.minus ? { minus: factorRows(factors.minus) } : {}),
            },
          }
        : {
            beta: {
              plus: Number(best.betaPlus.toPrecision(DIGITS)),
              minus: Number(best.betaMinus.toPrecision(DIGITS)),
            },
          }),
      d2d: Number(best.d2d.toPrecision(DIGITS)),
      c2c: Number(best.c2c.toPrecision(DIGITS)),
    },
    rate: {
      law: "table",
      voltage: law.voltage.map((v) => quantity(v, "V")),
      rate: law.rate.map((r) => quantity(r, "S/s")),
    },
    readNoise: quantity(best.readNoise, "S"),
    sources: {
      gMin: source(fit.gMin, "S"),
      g0: `chosen: the conductance at which rates hold (a gauge), within what was measured in ${from}`,
      gMax: source(fit.gMax, "S"),
      ...(factors
        ? {
            stateFactor: `fitted: ${from}; 95 %: f+ at ${factorSource(factors.plus)}; f- at ${factorSource(factors.minus)}; 0 at the bounds`,
          }
        : { beta: `plus ${source(fit.betaPlus, "1")}; minus ${source(fit.betaMinus, "1")}` }),
      d2d: source(fit.d2d, "1"),
      c2c: source(fit.c2c, "1"),
      rate: [
        `fitted: ${from}; 95 % at ${rates.join(", ")}`,
        ...(choice === "table" || formula.length === 0 ? [] : [`${choice}: ${formula.join(", ")}${misfit}`]),
        ...(law.assumed === undefined ? [] : [law.assumed]),
      ].join("; "),
      readNoise: source(fit.readNoise, "S"),
    },
  };
  const yaml = new Document(document);
  for (const path of [
    ["rate", "voltage"],
    ["rate", "rate"],
    ["params", "beta"],
    ["params", "stateFactor", "plus"],
    ["params", "stateFactor", "minus"],
  ]) {
    const node = yaml.getIn(path);
    if (isCollection(node)) node.flow = true;
  }
  const text = yaml.toString({ lineWidth: 110, flowCollectionPadding: false });
  return `# Made by spikion device fit; sources says where each number comes from.\n${text}${uncertaintyText(fit, law)}`;
}

/** A number, and a row of correlations, a line. */
function uncertaintyText(fit: DeviceFit, law: FittedLaw): string {
  const block = uncertaintyBlock(fit, law);
  if (!block) return "";
  const yaml = new Document({ uncertainty: block });
  for (const key of ["numbers", "correlation"]) {
    const rows = yaml.getIn(["uncertainty", key]);
    if (isSeq(rows)) for (const row of rows.items) if (isCollection(row)) row.flow = true;
  }
  return yaml.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const UNITS: Partial<Record<UncertainNumber["of"], Param["unit"]>> = {
  gMin: "S",
  gMax: "S",
  readNoise: "S",
  rate: "S/s",
};

/** `uncertainty:`, what draws of the device are made from; none where nothing is known of any number. */
function uncertaintyBlock(fit: DeviceFit, law: FittedLaw): Record<string, unknown> | undefined {
  const { numbers, correlation } = uncertaintyOf(fit, law);
  if (numbers.length === 0) return undefined;
  const written = (x: number, unit: Param["unit"] = "1", digits = 5) => {
    const short = Number(x.toPrecision(digits));
    return unit === "1" ? short : formatQuantity(short, unit, "exact");
  };
  const limit = (name: "low" | "high", x: number | null, unit: Param["unit"] | undefined) =>
    x === null ? {} : { [name]: written(x, unit) };
  return {
    doc: "95 % limits of each number, and correlations of the errors of their logarithms (of gMin and gMax: of the distance from g0)",
    numbers: numbers.map(({ of, at, low, high }) => ({
      of,
      ...(at === undefined ? {} : { at: written(at, of === "rate" ? "V" : "S", DIGITS) }),
      ...limit("low", low, UNITS[of]),
      ...limit("high", high, UNITS[of]),
    })),
    correlation: correlation.map((row) => row.map((r) => Number(r.toFixed(5)))),
  };
}

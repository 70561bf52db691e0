/** From what a document says of a device to the device: its preset with the values given, and the rates given for it. */
import {
  type Device,
  type DevicePreset,
  devices,
  type FactorTable,
  factorTable,
  withExponents,
  withRate,
} from "../../core/device/index.js";
import { tableRate } from "../../core/rate/index.js";
import { lawSource } from "../../core/rate/law-source.js";
import { branches, rowProblem } from "../rate-file.js";
import type { ChosenRate, DeviceNumber, DeviceValue } from "../schema/device.js";
import type { ProblemList } from "./problems.js";

/** @returns undefined where there were problems */
export function buildDevice(
  { device: { preset, rate, sources, label, readNoise }, params }: DeviceValue,
  path: string,
  problems: ProblemList,
): Device | undefined {
  const given = problems.attempt(`${path}params`, () => presetDevice(preset, params));
  const ours = (Object.values(devices) as readonly DevicePreset[]).includes(preset);
  const made = given && withFactors(given, params.stateFactor, path, problems);
  const own = made && !ours ? { ...made, own: true as const } : made;
  const built = own && {
    ...own,
    ...(sources ? { sources } : {}),
    ...(label === undefined ? {} : { label }),
    ...(readNoise === undefined ? {} : { readNoise }),
  };
  if (!built || !rate) return built;
  const law = buildRate(rate, built.rate.vOc, `${path}device.rate`, problems);
  return law && withRate(built, law.rate, sources?.rate ?? law.source);
}

/** A preset with numbers given. @throws RangeError naming the one that does not fit */
function presetDevice(preset: DevicePreset, params: DeviceValue["params"]): Device {
  const values: Record<string, number> = {};
  for (const [key, n] of Object.entries(params)) {
    if (typeof n === "number") values[key] = n;
    else if (!("tables" in n)) values[key] = "mean" in n ? n.mean : n.plus;
  }
  const made = preset.create(values);
  const { beta } = params;
  return typeof beta === "object" && "minus" in beta && !("tables" in beta)
    ? withExponents(made, beta)
    : made;
}

/** The device with state factors by tables, where there are any. */
function withFactors(
  device: Device,
  chosen: DeviceNumber | undefined,
  path: string,
  problems: ProblemList,
): Device | undefined {
  if (typeof chosen !== "object" || !("tables" in chosen)) return device;
  const tables: { plus?: FactorTable; minus?: FactorTable } = {};
  for (const side of ["plus", "minus"] as const) {
    const rows = chosen[side];
    if (!rows) continue;
    const table = problems.attempt(`${path}params.stateFactor.${side}`, () =>
      factorTable(side === "plus" ? 1 : -1, rows.conductance, rows.factor, device),
    );
    if (!table) return undefined;
    tables[side] = table;
  }
  return tables.plus || tables.minus ? { ...device, tables } : device;
}

function buildRate(value: ChosenRate, vOc: number, path: string, problems: ProblemList) {
  if ("part" in value) {
    const { name, part, values } = value;
    const rate = problems.attempt(path, () => part.create(values, vOc));
    return rate && { rate, source: lawSource(name, part, values) };
  }
  const { voltage, rate } = value;
  const wrong =
    voltage.length === rate.length
      ? voltage.flatMap((v, k) => rowProblem(v, rate[k]!, voltage[k - 1]) ?? [])
      : [`has ${rate.length} rates for ${voltage.length} voltages; accepted: one each`];
  for (const problem of wrong) problems.add(path, problem);
  if (wrong.length > 0) return undefined;
  const table = problems.attempt(path, () => tableRate({ ...branches({ voltage, rate }), vOc }));
  return table && { rate: table, source: value.file ?? "rows given in the config" };
}

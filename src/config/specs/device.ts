/** From what a document says of a device to the device: its preset with the values given, and the rates given for it. */
import { type Device, type DevicePreset, devices, withExponents, withRate } from "../../core/device/index.js";
import { tableRate } from "../../core/rate/index.js";
import { lawSource } from "../../core/rate/law-source.js";
import { branches, rowProblem } from "../rate-file.js";
import type { ChosenRate, DeviceValue } from "../schema/device.js";
import type { ProblemList } from "./problems.js";

/** @returns undefined where there were problems */
export function buildDevice(
  { device: { preset, rate, sources }, params }: DeviceValue,
  path: string,
  problems: ProblemList,
): Device | undefined {
  const made = problems.attempt(`${path}params`, () => presetDevice(preset, params));
  const ours = (Object.values(devices) as readonly DevicePreset[]).includes(preset);
  const own = made && !ours ? { ...made, own: true as const } : made;
  const built = own && sources ? { ...own, sources } : own;
  if (!built || !rate) return built;
  const law = buildRate(rate, built.rate.vOc, `${path}device.rate`, problems);
  return law && withRate(built, law.rate, sources?.rate ?? law.source);
}

/** A preset with numbers given. @throws RangeError naming the one that does not fit */
function presetDevice(preset: DevicePreset, params: DeviceValue["params"]): Device {
  const values: Record<string, number> = {};
  for (const [key, n] of Object.entries(params))
    values[key] = typeof n === "number" ? n : "mean" in n ? n.mean : n.plus;
  const made = preset.create(values);
  const { beta } = params;
  return typeof beta === "object" && "plus" in beta ? withExponents(made, beta) : made;
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

/** From a device's document to the device: its preset with the values given, and the rates given for it. */
import { type Device, withRate } from "../../core/device/index.js";
import { tableRate } from "../../core/rate/index.js";
import { type Parts, partOf } from "../parts.js";
import { branches, rowProblem } from "../rate-file.js";
import { si, tableValues } from "../schema/fields.js";
import type { DeviceDocument, RateDocument } from "./document.js";
import type { ProblemList } from "./problems.js";

/** @returns undefined where there were problems */
export function buildDevice(
  parts: Parts,
  { device, params }: DeviceDocument,
  path: string,
  problems: ProblemList,
): Device | undefined {
  const named = typeof device === "object" && "preset" in device ? device.preset : device;
  const preset = partOf(parts, "devices", named);
  const built = problems.attempt(`${path}params`, () => preset.create(tableValues(preset.params, params)));
  if (!built || typeof device !== "object" || !("preset" in device) || !device.rate) return built;
  const law = buildRate(parts, device.rate, built.rate.vOc, `${path}device.rate`, problems);
  return law && withRate(built, law.rate, law.source);
}

function buildRate(parts: Parts, doc: RateDocument, vOc: number, path: string, problems: ProblemList) {
  if (doc.law !== "table") {
    const model = partOf(parts, "rates", doc.module === undefined ? doc.law : { module: doc.module });
    const rate = problems.attempt(path, () => model.create(tableValues(model.params, doc), vOc));
    return rate && { rate, source: `${doc.law ?? doc.module}: ${model.source}` };
  }
  const voltage = (doc.voltage ?? []).map((v) => si(v, "V"));
  const rate = (doc.rate ?? []).map((r) => si(r, "S/s"));
  const wrong =
    voltage.length === rate.length
      ? voltage.flatMap((v, k) => rowProblem(v, rate[k]!, voltage[k - 1]) ?? [])
      : [`has ${rate.length} rates for ${voltage.length} voltages; accepted: one each`];
  for (const problem of wrong) problems.add(path, problem);
  if (wrong.length > 0) return undefined;
  const table = problems.attempt(path, () => tableRate({ ...branches({ voltage, rate }), vOc }));
  return table && { rate: table, source: doc.file ?? "rows given in the config" };
}

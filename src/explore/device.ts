/** The device of a state. Files of the user's own need the config reader, which a page loads when it meets one. */
import { type Device, devices, withRate } from "../core/device/index.js";
import type { DevicePreset } from "../core/device/model.js";
import type { ParamTable } from "../core/params.js";
import { rates } from "../core/rate/index.js";
import { lawSource } from "../core/rate/law-source.js";
import type { RateModel } from "../core/rate/model.js";
import { formatQuantity } from "../core/units.js";
import type { DeviceState } from "./state.js";

/** @throws RangeError naming the number that does not fit */
export function presetDevice({ preset, params, law, lawParams }: DeviceState): Device {
  const model: DevicePreset = devices[preset];
  const device = model.create(params);
  if (law === undefined) return device;
  const rate: RateModel = rates[law];
  const values = lawValues(model, rate, lawParams);
  return withRate(device, rate.create(values, device.rate.vOc), lawSource(law, rate, values));
}

/** Numbers of a law, with the preset's electrolyte where none is given. */
export function lawValues(
  { thickness }: DevicePreset,
  { params }: RateModel,
  given: DeviceState["lawParams"],
): Readonly<Record<string, number>> {
  return "thickness" in params && thickness !== undefined ? { thickness, ...given } : given;
}

/** A device as configs write it, under the keys `device` and `params`. */
export interface WrittenDevice {
  readonly device: unknown;
  readonly params: Readonly<Record<string, unknown>>;
}

/** As an experiment, a design file or a network has it. */
export function writtenDevice(state: DeviceState): WrittenDevice {
  const { preset, law, lawParams, own } = state;
  const model: DevicePreset = devices[preset];
  const params = quantities(model.params, state.params);
  if (own) {
    const { params: theirs = {}, ...device } = JSON.parse(own.text) as Record<string, unknown>;
    return { device, params: { ...(theirs as object), ...params } };
  }
  // All of them: a network that this is laid upon has numbers of its own.
  const bounds = quantities(model.params, {
    gMin: model.params.gMin!.default,
    g0: model.params.g0!.default,
    gMax: model.params.gMax!.default,
  });
  const all = { ...bounds, ...params };
  if (law === undefined) return { device: preset, params: all };
  const rate: RateModel = rates[law];
  const numbers = quantities(rate.params, lawValues(model, rate, lawParams));
  return { device: { preset, rate: { law, ...numbers } }, params: all };
}

/** The numbers of a device that are not its preset's, and all that are chosen of a law, as configs write them. */
export function changedNumbers({ preset, params, law, lawParams, own }: DeviceState): {
  readonly params: Readonly<Record<string, string | number>>;
  readonly lawParams: Readonly<Record<string, string | number>>;
} {
  const model: DevicePreset = devices[preset];
  const rate: RateModel | undefined = law === undefined || own ? undefined : rates[law];
  return {
    params: quantities(model.params, params),
    lawParams: rate ? quantities(rate.params, lawValues(model, rate, lawParams)) : {},
  };
}

/** SI numbers as configs write them, to the last bit. */
function quantities(
  table: ParamTable,
  values: Readonly<Record<string, number>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, x]) => {
      const { unit } = table[key]!;
      return [key, unit === "1" ? x : formatQuantity(x, unit, "exact")];
    }),
  );
}

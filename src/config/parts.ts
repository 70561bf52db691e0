/** Everything a config can name: the parts that come with spikion, and the modules that this config brings. */
import { type DevicePreset, devices } from "../core/device/index.js";
import { encoders } from "../core/encoder/index.js";
import type { EncoderModel } from "../core/encoder/model.js";
import { neurons } from "../core/neuron/index.js";
import type { NeuronModel } from "../core/neuron/model.js";
import { forms, type SpikeForm } from "../core/waveform/index.js";
import { modulePath } from "./schema/one-of.js";

export interface Parts {
  readonly devices: Readonly<Record<string, DevicePreset>>;
  readonly neurons: Readonly<Record<string, NeuronModel>>;
  readonly encoders: Readonly<Record<string, EncoderModel>>;
  readonly forms: Readonly<Record<string, SpikeForm>>;
  /** The user's own, by the path that the config gives. */
  readonly own: {
    readonly devices: ReadonlyMap<string, DevicePreset>;
    readonly neurons: ReadonlyMap<string, NeuronModel>;
    readonly encoders: ReadonlyMap<string, EncoderModel>;
  };
}

/** What comes with spikion. */
export const builtIn: Parts = {
  devices,
  neurons,
  encoders,
  forms,
  own: { devices: new Map(), neurons: new Map(), encoders: new Map() },
};

/** The part that a validated reference (a name or `{module: path}`) stands for. */
export function partOf<T>(
  named: Readonly<Record<string, T>>,
  own: ReadonlyMap<string, T>,
  reference: unknown,
): T {
  const path = modulePath(reference);
  const found =
    path === undefined
      ? typeof reference === "string" && Object.hasOwn(named, reference)
        ? named[reference]
        : undefined
      : own.get(path);
  if (found === undefined)
    throw new Error(`no part for ${JSON.stringify(reference)}: the schema should have refused it`);
  return found;
}

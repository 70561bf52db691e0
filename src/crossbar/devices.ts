/** The devices of one crossbar as they are drawn: conductances to begin with, and what differs between them. */
import type { EisSpec } from "./eis-spec.js";
import type { FormMaker } from "./forms/model.js";
import { drawGains } from "./gains.js";
import { drawInitial } from "./initial.js";
import type { CrossbarRequest } from "./model.js";
import { drawRange } from "./nonideal/range.js";
import { writeGains } from "./nonideal/write.js";
import { putAtStarts } from "./starts.js";
import type { Variation } from "./variation.js";

export interface DrawnDevices extends Pick<Variation, "gains" | "range"> {
  /** By position, S. */
  readonly state: Float32Array | Float64Array;
}

/** @param precision  of the conductances */
export function drawDevices(
  spec: EisSpec,
  { wiring, tick, random, starts }: CrossbarRequest,
  precision: FormMaker["precision"],
): DrawnDevices {
  const { device, nonIdeal = {} } = spec;
  const departures = random.split("non-ideal");
  const range = drawRange(device, wiring, nonIdeal.range ?? {}, departures.split("range"));
  const layout = { wiring, gMin: device.gMin, gMax: device.gMax, range };
  const state = precision === "single" ? new Float32Array(wiring.size) : new Float64Array(wiring.size);
  if (starts) {
    const { low, high } = range ?? {};
    const rangeOf = (at: number) => [low?.[at] ?? device.gMin, high?.[at] ?? device.gMax] as const;
    putAtStarts(state, wiring, starts, spec.readGain, rangeOf, "S");
  } else drawInitial(state, spec.init, layout, random.split("init"));
  const drawn = drawGains(wiring, spec.d2d, spec.independentPolarity, random.split("d2d"));
  const pair = { rate: device.rate, ...spec, tick };
  const gains = writeGains(drawn, state, nonIdeal, layout, pair, departures);
  return { state, gains, range };
}

/** Everything that makes the devices of a crossbar learn otherwise, as factors on their potentiation and depression. */
import { each } from "../../core/connectivity/index.js";
import type { Random } from "../../core/random.js";
import type { DeviceGains } from "../gains.js";
import { asymmetryFactors } from "./asymmetry.js";
import type { NonIdeal } from "./index.js";
import type { CrossbarLayout } from "./layout.js";
import { openCircuitFactors, type PairAtGate } from "./open-circuit.js";
import { stick } from "./stuck.js";

/**
 * Gains with all write effects in them, and stuck devices put in their place.
 * @param gains  of the device-to-device variability; undefined = 1 everywhere
 * @returns  `gains` itself where everything is ideal
 */
export function writeGains(
  gains: DeviceGains | undefined,
  state: Float32Array | Float64Array,
  nonIdeal: NonIdeal,
  layout: CrossbarLayout,
  pair: PairAtGate,
  random: Random,
): DeviceGains | undefined {
  const ratio = nonIdeal.asymmetry?.ratio ?? 1;
  const sigma = nonIdeal.openCircuit?.sigma ?? 0;
  const { on = 0, off = 0 } = nonIdeal.stuck ?? {};
  if (ratio === 1 && sigma === 0 && on === 0 && off === 0) return gains;
  const { wiring } = layout;
  const copy = (from: Float32Array | undefined) => from?.slice() ?? new Float32Array(wiring.size).fill(1);
  const both = { up: copy(gains?.up), down: copy(gains?.down) };
  const [up, down] = asymmetryFactors(ratio);
  const drawn = sigma > 0 ? openCircuitFactors(pair, sigma, random.split("open-circuit")) : undefined;
  each(wiring, (at) => {
    const [ownUp, ownDown] = drawn?.() ?? [1, 1];
    both.up[at]! *= up * ownUp;
    both.down[at]! *= down * ownDown;
  });
  if (on > 0 || off > 0) stick(state, both, { on, off }, layout, random.split("stuck"));
  return both;
}

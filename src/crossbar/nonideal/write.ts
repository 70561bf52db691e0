/** Everything that makes the devices of a crossbar learn otherwise, as factors on their potentiation and depression. */
import { each } from "../../core/connectivity/index.js";
import type { Random } from "../../core/random.js";
import type { DeviceGains } from "../gains.js";
import { activeEffects } from "./active.js";
import { type NonIdeal, nonIdealities } from "./index.js";
import type { CrossbarLayout } from "./layout.js";
import type { PairAtGate } from "./model.js";

/**
 * Gains with all write effects in them, and devices put where these start.
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
  const draws = activeEffects(nonIdealities, nonIdeal).flatMap(({ effect, values, stream }) =>
    effect.write ? [effect.write(values, { pair, random: stream(random) })] : [],
  );
  if (draws.length === 0) return gains;
  const { wiring, gMin, gMax, range } = layout;
  const copy = (from: Float32Array | undefined) => from?.slice() ?? new Float32Array(wiring.size).fill(1);
  const both = { up: copy(gains?.up), down: copy(gains?.down) };
  each(wiring, (at, row, column) => {
    const device = { row, column, gMin: range?.low[at] ?? gMin, gMax: range?.high[at] ?? gMax };
    let up = 1;
    let down = 1;
    for (const draw of draws) {
      const own = draw(device);
      up *= own.up;
      down *= own.down;
      if (own.start !== undefined) state[at] = own.start;
    }
    both.up[at]! *= up;
    both.down[at]! *= down;
  });
  return both;
}

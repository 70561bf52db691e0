/** Synapses put where they are given to start. */
import { each, type Wiring } from "../core/connectivity/index.js";
import { formatQuantity } from "../core/units.js";
import type { Starts } from "./model.js";

/** Rounding may lead this far beyond a bound, fraction of the range. */
const SLACK = 1e-6;

/**
 * @param state  by position, overwritten
 * @param readGain  weight of a state of 1
 * @param rangeOf  bounds of the state of the synapse at a position
 * @param unit  of the state
 * @throws RangeError naming the first that starts beyond its bounds
 */
export function putAtStarts(
  state: Float32Array | Float64Array,
  wiring: Wiring,
  { of, values }: Starts,
  readGain: number,
  rangeOf: (at: number) => readonly [low: number, high: number],
  unit: "S" | "1",
): void {
  if (values.length !== wiring.count)
    throw new RangeError(`${values.length} starting points for ${wiring.count} synapses`);
  let k = 0;
  each(wiring, (at, i, j) => {
    const given = values[k++]!;
    const x = of === "state" ? given : given / readGain;
    const [low, high] = rangeOf(at);
    const slack = SLACK * (high - low);
    if (!(x >= low - slack && x <= high + slack)) {
      const inUnit = (y: number) => formatQuantity(y, unit, 6);
      const asked = of === "state" ? inUnit(x) : `a weight of ${given}, which is ${inUnit(x)}`;
      const weights =
        of === "weight"
          ? ` (weights of ${(low * readGain).toPrecision(5)} to ${(high * readGain).toPrecision(5)})`
          : "";
      throw new RangeError(
        `synapse (${i}, ${j}) would start at ${asked}; accepted: ${inUnit(low)} to ${inUnit(high)}${weights}`,
      );
    }
    state[at] = Math.min(high, Math.max(low, x));
  });
}

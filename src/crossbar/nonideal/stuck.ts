/** Devices that no voltage moves: some conduct for ever, some never do. */
import { each } from "../../core/connectivity/index.js";
import type { ParamTable, Values } from "../../core/params.js";
import type { Random } from "../../core/random.js";
import type { DeviceGains } from "../gains.js";
import type { CrossbarLayout } from "./layout.js";

export const doc = "stuck devices: fractions of them stay at gMax (on) or gMin (off) from the start";

export const params = {
  on: {
    unit: "1",
    default: 0,
    min: 0,
    max: 1,
    doc: "fraction of devices stuck at gMax",
    source: "chosen: 0, the ideal; the paper reports no failures",
  },
  off: {
    unit: "1",
    default: 0,
    min: 0,
    max: 1,
    doc: "fraction of devices stuck at gMin",
    source: "chosen: 0, the ideal; the paper reports no failures",
  },
} as const satisfies ParamTable;

/** Put stuck devices to their bound, and their gains to 0. Which ones depends on the random stream alone. */
export function stick(
  state: Float32Array | Float64Array,
  gains: DeviceGains,
  { on, off }: Values<typeof params>,
  { wiring, gMin, gMax, range }: CrossbarLayout,
  random: Random,
): void {
  each(wiring, (at) => {
    const u = random.uniform();
    if (u >= on + off) return;
    state[at] = u < on ? (range ? range.high[at]! : gMax) : range ? range.low[at]! : gMin;
    gains.up[at] = 0;
    gains.down[at] = 0;
  });
}

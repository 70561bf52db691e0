/** Devices that no voltage moves: some conduct for ever, some never do. */
import type { ParamTable, Values } from "../../core/params.js";
import type { Departure, DevicePlace, WriteContext } from "./model.js";

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

/** Either of the two is enough. */
export const switches = ["on", "off"];

const FREE: Departure = { up: 1, down: 1 };

/** Which devices are stuck depends on the random stream alone. */
export function write({ on, off }: Values<typeof params>, { random }: WriteContext) {
  return ({ gMin, gMax }: DevicePlace): Departure => {
    const u = random.uniform();
    return u >= on + off ? FREE : { up: 0, down: 0, start: u < on ? gMax : gMin };
  };
}

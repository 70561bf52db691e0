/** How much devices differ, and events of one device. */
import { MOST_DEVIATION } from "../../core/rectified-normal.js";
import { either } from "../fields/either.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { flag, word } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";

const bounds = { min: 0, max: MOST_DEVIATION };

/** "device" (the device's own figure) or a number. */
function spread(doc: string) {
  return either([word("device"), quantity("1", bounds)], {
    accepted: '"device" (the figure of the device) or a number such as 0.06 or "6 %"',
    doc,
  });
}

/** The same between devices, or one for potentiation and one for depression. */
function deviceSpread() {
  const doc = "relative standard deviation between devices";
  const own = (polarity: string) =>
    quantity("1", bounds, `${doc}, of ${polarity}; drawn apart from the other`);
  return either([spread(doc), group({ ltp: own("potentiation"), ltd: own("depression") })], {
    accepted: '"device", a number such as 0.06 or "6 %", or {ltp: 6 %, ltd: 12 %}',
    doc: `${doc}; {ltp, ltd} for one each`,
  });
}

export const variabilityFields = {
  d2d: deviceSpread().default("device"),
  c2c: spread("relative standard deviation between events").default("device"),
  readNoise: either([word("device"), quantity("S", { min: 0 })], {
    accepted: '"device" (what was measured on it) or a conductance such as "2 nS"',
    doc: "standard deviation of the noise of each read by a spike, while learning and after; none where left out",
  }).optional(),
  independentPolarity: flag("draw potentiation and depression of a device apart").default(false),
};

export type Spread = Value<typeof variabilityFields.c2c>;
export type DeviceToDevice = Value<typeof variabilityFields.d2d>;

/** Knots of a voltage of the user's own. */
import * as z from "zod";
import { quantity } from "./fields.js";

/** @param which  what the voltage is, for docs */
export function knots(which: string) {
  const knot = z.tuple([quantity("s"), quantity("V")]);
  return z
    .array(knot)
    .min(2)
    .max(200)
    .meta({ description: `knots of ${which}: [time, voltage] in ascending time; equal times are a step` });
}

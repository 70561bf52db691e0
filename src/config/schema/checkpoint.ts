/** How often a run leaves what it can go on from: a number of images or ticks, or a duration. */
import * as z from "zod";
import { parseQuantity, QuantityError } from "../../core/units.js";
import type { CheckpointInterval } from "../../experiment/checkpointing.js";
import { came } from "./fields.js";

const ACCEPTED = {
  images: 'a number of training images such as 5000, or a duration such as "5 min"',
  ticks: 'a number of ticks such as 1000000, or a duration of wall time such as "5 min"',
};
/** Minutes and hours, which SI does not have. */
const LONG: Readonly<Record<string, number>> = { min: 60, h: 3600 };

/** Seconds of a duration; undefined where the text is none above 0. */
function secondsOf(text: string): number | undefined {
  const long = text.length > 32 ? null : /^(\d{1,9}(?:\.\d{1,9})?) ?(min|h)$/.exec(text.trim());
  try {
    const seconds = long ? Number(long[1]) * LONG[long[2]!]! : parseQuantity(text, "s");
    return seconds > 0 ? seconds : undefined;
  } catch (error) {
    if (error instanceof QuantityError) return undefined;
    throw error;
  }
}

/** @param counted  what a number counts */
export function checkpointSchema(counted: keyof typeof ACCEPTED) {
  const how = ACCEPTED[counted];
  const error = (issue: { readonly input?: unknown }) => came(issue, how);
  const every = z
    .union(
      [
        z.int({ error }).min(1, { error }),
        z.string().refine((text) => secondsOf(text) !== undefined, { error }),
      ],
      { error },
    )
    .default("3 min")
    .meta({ description: `how often: ${how}` });
  const accepted = `none, or {every: …} with ${how}`;
  return z
    .union([z.literal("none"), z.strictObject({ every })], { error: (issue) => came(issue, accepted) })
    .prefault({})
    .meta({ description: "what the run leaves to go on from after a crash; none: nothing" });
}

/** @param document  what `checkpointSchema` has accepted */
export function checkpointInterval(
  document: "none" | { readonly every: number | string },
  counted: keyof typeof ACCEPTED,
): CheckpointInterval | undefined {
  if (document === "none") return undefined;
  const { every } = document;
  if (typeof every === "string") return { seconds: secondsOf(every)! };
  return counted === "images" ? { images: every } : { ticks: every };
}

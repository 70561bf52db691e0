/** How often a run leaves what it can be resumed from: a number of images or ticks, or a duration. */
import * as z from "zod";
import { parseQuantity, QuantityError } from "../../core/units.js";
import type { CheckpointInterval } from "../../experiment/checkpointing.js";
import { got } from "../errors.js";
import { either } from "../fields/either.js";
import { Field } from "../fields/field.js";
import { group } from "../fields/group.js";
import { whole, word } from "../fields/plain.js";

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

/** A duration of wall time, s. */
function duration(accepted: string): Field<number, false> {
  const error = ({ input }: { readonly input?: unknown }) => got(input, accepted);
  return new Field({
    about: { is: "quantity", unit: "s", bounds: { min: 0, open: true } },
    accepted,
    fixed: true,
    takes: (raw) => typeof raw === "string",
    schema: () => z.string().refine((text) => secondsOf(text) !== undefined, { error }),
    read: (document) => secondsOf(document as string)!,
  });
}

/** @param counted  what a number counts */
export function checkpoint(counted: keyof typeof ACCEPTED) {
  const accepted = ACCEPTED[counted];
  const count = whole(1, counted, { accepted }).as(
    (n): CheckpointInterval => (counted === "images" ? { images: n } : { ticks: n }),
  );
  const every = either([count, duration(accepted).as((seconds): CheckpointInterval => ({ seconds }))], {
    accepted,
    doc: `how often: ${accepted}`,
  });
  return either([word("none"), group({ every: every.default("3 min") })], {
    accepted: `none, or {every: …} with ${accepted}`,
    doc: "what the run leaves to be resumed from after a crash; none: nothing",
  }).default({});
}

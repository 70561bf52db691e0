/** Spike voltages: a named pair, a module with one, or knots of the user's own. */
import * as z from "zod";
import { byForm } from "../fields/either.js";
import { Field, type Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list, row } from "../fields/list.js";
import { partModule, partWord } from "../fields/parts.js";
import { quantity } from "../fields/quantity.js";

/** @param which  what the voltage is, for docs */
export function knots(which: string) {
  return list(row(quantity("s"), quantity("V")), {
    min: 2,
    max: 200,
    doc: `knots of ${which}: [time, voltage] in ascending time; equal times are a step`,
  });
}

/** Times and voltages. */
export type Knots = Value<ReturnType<typeof knots>>;

/** A file with both, which is put in its place before anything else is looked at. */
const file = new Field<never, false>({
  about: { is: "text" },
  doc: "YAML file with pre and post, by its path from this file",
  accepted: "the path of a YAML file",
  takes: () => false,
  schema: () =>
    z
      .string()
      .regex(/[/\\]|\.ya?ml$/)
      .meta({ description: "YAML file with pre and post, by its path" }),
  read: () => {
    throw new Error("waveforms of a file stand inline by now");
  },
});

export const waveforms = byForm([
  partWord("waveforms", "a named pair of spike voltages"),
  partModule("waveforms"),
  group({ pre: knots("V_pre"), post: knots("V_post") }),
  file,
]);

export type Waveforms = Value<typeof waveforms>;

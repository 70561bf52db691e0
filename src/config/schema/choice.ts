/** The fields of an experiment of kind "choice": stimuli, choices, and the signal that follows reward. */
import * as z from "zod";
import { FOLLOWS_DOCS, type Follows } from "../../experiment/kinds/choice/spec.js";
import type { Parts } from "../parts.js";
import { encoderSchema } from "./encoder.js";
import { came, name, quantity, whole, words } from "./fields.js";
import { below, namedMap, type Shape } from "./one-of.js";

const FOLLOWS = Object.keys(FOLLOWS_DOCS) as [Follows, ...Follows[]];

export function choiceShape(parts: Parts, raw: unknown): Shape {
  return {
    plastic: name("the projection that learns").default("feedforward"),
    trials: whole(1, "trials"),
    stimuli: z.strictObject({
      source: name("the source population, in groups of neighbours").default("stimulus"),
      count: whole(2, "stimuli, each a group of inputs").default(2),
      rate: quantity("Hz", { min: 0, open: true }, "Poisson rate of each input of the group that is shown"),
      background: quantity("Hz", { min: 0 }, "Poisson rate of every other input").default("0 Hz"),
      duration: quantity("s", { min: 0, open: true }, "longest time of a stimulus"),
    }),
    choice: z
      .strictObject({
        population: name("the population that chooses, in pools of neighbours").default("choice"),
        count: whole(2, "choices, each a pool of neurons").default(2),
        by: words(
          ["first", "most"],
          "first: the pool that fires first, which ends the stimulus; most: the one with most spikes when it is over",
        ).default("first"),
      })
      .prefault({}),
    reward: rewardSchema(),
    score: z
      .strictObject({
        trials: whole(1, "trials at the end, and before the reversal, that accuracy is taken from").default(
          100,
        ),
      })
      .prefault({}),
    sources: namedMap(below(raw, "sources") ?? {}, "source population", (encoder) =>
      encoderSchema(parts, encoder),
    ).prefault({}),
  };
}

function rewardSchema() {
  const none = (issue: { input?: unknown }) => came(issue, "a whole number of a trial, or none");
  return z.strictObject({
    signal: name("a signal of the network"),
    contingency: z
      .array(whole(0, "number of a choice"))
      .min(2)
      .max(1000)
      .meta({ description: "the choice that is right for each stimulus, counted from 0" }),
    reversal: z
      .union([z.literal("none"), z.int().min(1)], { error: none })
      .default("none")
      .meta({ description: "trial from which on the next choice is right instead; none" }),
    rewarded: quantity("1", {}, "the signal after a right choice").default(1),
    unrewarded: quantity("1", {}, "the signal after a wrong choice, and after none").default(0),
    follows: words(FOLLOWS, "what the signal depends on; all but reward are controls").default("reward"),
    delay: quantity("s", { min: 0 }, "from the end of the stimulus to the signal"),
    duration: quantity("s", { min: 0, open: true }, "how long the signal lasts; then the trial is over"),
  });
}

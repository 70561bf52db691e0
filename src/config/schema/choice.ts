/** The fields of an experiment of kind "choice": stimuli, choices, and the signal that follows reward. */
import { FOLLOWS_DOCS, type Follows } from "../../experiment/kinds/choice/spec.js";
import { either } from "../fields/either.js";
import type { Value } from "../fields/field.js";
import { group } from "../fields/group.js";
import { list } from "../fields/list.js";
import { name, whole, word, words } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";
import { named } from "../fields/variants.js";
import { encoder } from "./encoder.js";
import { labels } from "./labels.js";
import { network } from "./network.js";

const stimuli = group({
  source: name("the source population, in groups of neighbours").default("stimulus"),
  count: whole(2, "stimuli, each a group of inputs").default(2),
  rate: quantity("Hz", { min: 0, open: true }, "Poisson rate of each input of the group that is shown"),
  background: quantity("Hz", { min: 0 }, "Poisson rate of every other input").default("0 Hz"),
  duration: quantity("s", { min: 0, open: true }, "longest time of a stimulus"),
});

const choosing = group({
  population: name("the population that chooses, in pools of neighbours").default("choice"),
  count: whole(2, "choices, each a pool of neurons").default(2),
  by: words(
    ["first", "most"],
    "first: the pool that fires first, which ends the stimulus; most: the one with most spikes when it is over",
  ).default("first"),
});

const reward = group({
  signal: name("a signal of the network"),
  contingency: list(whole(0, "number of a choice"), {
    min: 2,
    max: 1000,
    doc: "the choice that is right for each stimulus, counted from 0",
  }),
  reversal: either([word("none"), whole(1, "a trial")], {
    accepted: "a whole number of a trial, or none",
    doc: "trial from which on the next choice is right instead; none",
  })
    .default("none")
    .as((trial) => (trial === "none" ? Number.POSITIVE_INFINITY : trial)),
  rewarded: quantity("1", {}, "the signal after a right choice").default(1),
  unrewarded: quantity("1", {}, "the signal after a wrong choice, and after none").default(0),
  follows: words(
    Object.keys(FOLLOWS_DOCS) as Follows[],
    "what the signal depends on; all but reward are controls",
  ).default("reward"),
  delay: quantity("s", { min: 0 }, "from the end of the stimulus to the signal"),
  duration: quantity("s", { min: 0, open: true }, "how long the signal lasts; then the trial is over"),
});

export const choice = group({
  kind: word(
    "choice",
    "show stimuli, let a population choose, and tell its synapses by a signal whether it was right",
  ),
  ...labels,
  network,
  plastic: name("the projection that learns").default("feedforward"),
  trials: whole(1, "trials"),
  stimuli,
  choice: choosing.default({}),
  reward,
  score: group({
    trials: whole(1, "trials at the end, and before the reversal, that accuracy is taken from").default(100),
  }).default({}),
  sources: named("source population", encoder).default({}),
});

export type ChoiceValue = Value<typeof choice>;

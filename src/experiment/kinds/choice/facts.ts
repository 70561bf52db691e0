import { type NetworkFacts, networkFacts } from "../../facts.js";
import { physicsFacts } from "../../physics-facts.js";
import { count, list, number, numberOrInfinity, object, text, word } from "../../shape.js";
import { networkFactsShape } from "../../stored.js";
import { type ChoiceSpec, FOLLOWS_DOCS, type Follows } from "./spec.js";

/** What the report of a choice run needs of its spec. */
export interface ChoiceFacts extends NetworkFacts {
  kind: "choice";
  stimuli: ChoiceSpec["stimuli"];
  choice: ChoiceSpec["choice"];
  reward: ChoiceSpec["reward"];
}

export function choiceFacts({ network, physics, stimuli, choice, reward }: ChoiceSpec): ChoiceFacts {
  return {
    kind: "choice",
    ...networkFacts(network, physics),
    physics: physics ? physicsFacts(physics) : null,
    stimuli,
    choice,
    reward,
  };
}

export const choiceFactsShape = object<ChoiceFacts>({
  kind: word("choice"),
  ...networkFactsShape,
  stimuli: object({ source: text, count, rate: number, background: number, duration: number }),
  choice: object<ChoiceSpec["choice"]>({ population: text, count, by: word("first", "most") }),
  reward: object<ChoiceSpec["reward"]>({
    signal: text,
    contingency: list(count),
    reversal: numberOrInfinity,
    rewarded: number,
    unrewarded: number,
    follows: word(...(Object.keys(FOLLOWS_DOCS) as Follows[])),
    delay: number,
    duration: number,
  }),
});

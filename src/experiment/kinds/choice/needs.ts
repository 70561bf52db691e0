/** Memory and ticks that a choice experiment asks for. */
import type { Need } from "../../../core/size.js";
import { networkNeeds, spikeNeeds } from "../../network-needs.js";
import type { ChoiceSpec } from "./spec.js";

/** Numbers of a trial besides its conductances, and bytes of a number in the log, as a curve and in its files. */
const PER_TRIAL = 6;
const LOGGED_BYTES = 64;

export function choiceNeeds(spec: ChoiceSpec): Need[] {
  const { network, sources, stimuli, choice, trials } = spec;
  const numbers = PER_TRIAL + stimuli.count * choice.count;
  return [
    ...networkNeeds(network),
    ...spikeNeeds(sources, network, Math.round(stimuli.duration / network.tick)),
    {
      path: "trials",
      what: `the log of ${trials} trials with ${numbers} numbers each`,
      bytes: LOGGED_BYTES * numbers * trials,
      change: "Choose fewer trials",
    },
  ];
}

/** Ticks of all trials. */
export function choiceTicks({ network, stimuli, reward, trials }: ChoiceSpec) {
  const each = stimuli.duration + reward.delay + reward.duration;
  return { path: "trials", ticks: trials * (each / network.tick) };
}

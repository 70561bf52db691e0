/** From a document of kind "choice" to its spec. */
import { alphaOf } from "../../crossbar/modulation.js";
import type { ChoiceSpec } from "../../experiment/kinds/choice/spec.js";
import { quoteAll } from "../errors.js";
import type { Parts } from "../parts.js";
import { si } from "../schema/fields.js";
import { didYouMean } from "../suggest.js";
import { followersOf } from "./alpha.js";
import type { ChoiceDocument } from "./document.js";
import { buildEncoder } from "./encoder.js";
import type { BuiltNetwork } from "./network.js";
import type { ProblemList } from "./problems.js";

export function buildChoice(
  parts: Parts,
  doc: ChoiceDocument,
  network: BuiltNetwork,
  problems: ProblemList,
): ChoiceSpec {
  checkPopulations(doc, problems);
  checkReward(doc, network, problems);
  const { stimuli, choice, reward } = doc;
  const physics = network.physics.get(doc.plastic);
  return {
    kind: "choice",
    seed: String(doc.seed),
    network: network.spec,
    plastic: doc.plastic,
    trials: doc.trials,
    stimuli: {
      source: stimuli.source,
      count: stimuli.count,
      rate: si(stimuli.rate, "Hz"),
      background: si(stimuli.background, "Hz"),
      duration: wholeTicks(stimuli.duration, doc, "stimuli.duration", problems),
    },
    choice,
    reward: {
      signal: reward.signal,
      contingency: reward.contingency,
      reversal: reward.reversal === "none" ? Number.POSITIVE_INFINITY : reward.reversal,
      rewarded: si(reward.rewarded, "1"),
      unrewarded: si(reward.unrewarded, "1"),
      follows: reward.follows,
      delay: wholeTicks(reward.delay, doc, "reward.delay", problems),
      duration: wholeTicks(reward.duration, doc, "reward.duration", problems),
    },
    window: doc.score.trials,
    sources: buildSources(parts, doc, problems),
    ...(physics ? { physics } : {}),
  };
}

/** Whether there are the populations, of sizes that fall into groups, and a plastic projection between them. */
function checkPopulations(
  { network, stimuli, choice, plastic }: ChoiceDocument,
  problems: ProblemList,
): void {
  const { populations, projections } = network;
  const check = (name: string, count: number, path: string, neurons: boolean) => {
    const fitting = Object.keys(populations).filter(
      (n) => (populations[n]!.neuron !== undefined) === neurons,
    );
    const what = neurons ? "a population of neurons" : "a source population";
    if (!fitting.includes(name))
      problems.add(
        path,
        `"${name}" is not ${what}; accepted: ${quoteAll(fitting)}${didYouMean(name, fitting)}`,
      );
    else if (populations[name]!.size % count !== 0)
      problems.add(
        path.replace(/\w+$/, "count"),
        `${count} groups of ${populations[name]!.size} neurons are not of one size; accepted: a divisor of ${populations[name]!.size}`,
      );
  };
  check(stimuli.source, stimuli.count, "stimuli.source", false);
  check(choice.population, choice.count, "choice.population", true);
  const fits = Object.keys(projections).filter((name) => {
    const p = projections[name]!;
    return p.synapse !== undefined && p.from === stimuli.source && p.to === choice.population;
  });
  if (!fits.includes(plastic))
    problems.add(
      "plastic",
      `"${plastic}" is not a plastic projection from "${stimuli.source}" to "${choice.population}"; accepted: ${fits.length > 0 ? quoteAll(fits) : "one that the network has to have"}${didYouMean(plastic, fits)}`,
    );
}

/** Whether the signal is there, free to be set, listened to, and understood at all its values; and who is right when. */
function checkReward(
  { network, stimuli, choice, reward, trials }: ChoiceDocument,
  built: BuiltNetwork,
  problems: ProblemList,
) {
  const signals = network.signals ?? {};
  const free = Object.keys(signals).filter((name) => "start" in signals[name]!);
  if (!free.includes(reward.signal))
    problems.add(
      "reward.signal",
      `"${reward.signal}" is not a signal that can be set; accepted: ${free.length > 0 ? quoteAll(free) : "one of network.signals without a schedule"}${didYouMean(reward.signal, free)}`,
    );
  else {
    const modulations = [...built.physics.values()].flatMap((p) => (p.modulation ? [p.modulation] : []));
    const followers = followersOf(modulations, reward.signal);
    if (followers.length === 0)
      problems.add(
        "reward.signal",
        `nothing follows "${reward.signal}"; accepted: a signal that an alphaPre or alphaPost names`,
      );
    for (const follower of followers)
      for (const key of ["rewarded", "unrewarded"] as const)
        problems.attempt(`reward.${key}`, () => alphaOf(follower, si(reward[key], "1")));
  }
  if (reward.contingency.length !== stimuli.count)
    problems.add(
      "reward.contingency",
      `has ${reward.contingency.length} entries; accepted: one for each of the ${stimuli.count} stimuli`,
    );
  for (const c of reward.contingency.filter((c) => c >= choice.count))
    problems.add("reward.contingency", `there is no choice ${c}; accepted: 0 to ${choice.count - 1}`);
  if (reward.reversal !== "none" && reward.reversal >= trials)
    problems.add(
      "reward.reversal",
      `trial ${reward.reversal} is not one of the ${trials}; accepted: 1 to ${trials - 1}, or none`,
    );
}

function wholeTicks(text: string, { network }: ChoiceDocument, path: string, problems: ProblemList): number {
  const seconds = si(text, "s");
  const ticks = seconds / si(network.tick, "s");
  // A relative 1e-6 forgives the rounding of decimal text, not a time between two ticks.
  if (Math.abs(ticks - Math.round(ticks)) > 1e-6)
    problems.add(path, `${text} is not a whole number of ticks; accepted: multiples of ${network.tick}`);
  return seconds;
}

/** One encoder for every source but that of the stimuli. */
function buildSources(parts: Parts, doc: ChoiceDocument, problems: ProblemList): ChoiceSpec["sources"] {
  const { populations } = doc.network;
  const others = Object.keys(populations).filter(
    (name) => populations[name]!.neuron === undefined && name !== doc.stimuli.source,
  );
  for (const name of others.filter((name) => !Object.hasOwn(doc.sources, name)))
    problems.add("sources", `has no encoder for "${name}"; accepted: one for each of ${quoteAll(others)}`);
  const built = Object.entries(doc.sources).flatMap(([name, encoder]) => {
    if (!others.includes(name)) {
      problems.add(
        `sources.${name}`,
        `"${name}" is not a source population besides that of the stimuli; accepted: ${others.length > 0 ? quoteAll(others) : "none"}${didYouMean(name, others)}`,
      );
      return [];
    }
    const made = buildEncoder(parts, encoder, populations[name]!.size, false, `sources.${name}`, problems);
    return made ? [[name, made] as const] : [];
  });
  return Object.fromEntries(built);
}

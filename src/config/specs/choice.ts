/** From a document of kind "choice" to its spec. */
import { rateProblem } from "../../core/encoder/per-tick.js";
import { alphaOf } from "../../crossbar/modulation.js";
import type { ChoiceSpec } from "../../experiment/kinds/choice/spec.js";
import { quoteAll } from "../errors.js";
import type { ChoiceValue } from "../schema/choice.js";
import { neuronsOf, plasticOf, sourcesOf } from "../schema/network.js";
import { didYouMean } from "../suggest.js";
import { followersOf } from "./alpha.js";
import type { Building } from "./building.js";
import { type BuiltNetwork, buildNetworkSpec } from "./network.js";
import type { ProblemList } from "./problems.js";
import { buildSources } from "./sources.js";
import { onGrid } from "./ticks.js";
import { refuseOfPictures, refuseSparse, refuseStarts } from "./unused.js";

export function buildChoice(value: ChoiceValue, { files, parts, problems }: Building): ChoiceSpec {
  const network = buildNetworkSpec(value.network, files, problems);
  refuseOfPictures("choice", value.network, problems);
  refuseSparse("choice", value.network, problems);
  refuseStarts("choice", value.network, problems);
  checkPopulations(value, problems);
  checkReward(value, network, problems);
  const { seed, plastic, trials, stimuli, choice, reward, score } = value;
  const { tick } = value.network;
  onGrid(stimuli.duration, tick, "stimuli.duration", problems, { least: 1 });
  for (const [key, rate] of Object.entries({ rate: stimuli.rate, background: stimuli.background })) {
    const problem = rateProblem(key, rate, tick);
    if (problem !== undefined) problems.add(`stimuli.${key}`, problem);
  }
  onGrid(reward.delay, tick, "reward.delay", problems);
  onGrid(reward.duration, tick, "reward.duration", problems, { least: 1 });
  const others = sourcesOf(value.network).filter((name) => name !== stimuli.source);
  const physics = network.physics.get(plastic);
  return {
    kind: "choice",
    seed,
    network: network.spec,
    plastic,
    trials,
    stimuli,
    choice,
    reward,
    window: score.trials,
    sources: buildSources(
      value.sources,
      others,
      value.network,
      "a source population besides that of the stimuli",
      parts,
      problems,
      files,
    ),
    ...(physics ? { physics } : {}),
    ...(network.physics.size > 1 ? { physicsOf: Object.fromEntries(network.physics) } : {}),
  };
}

/** Whether there are the populations, of sizes that fall into groups, and a plastic projection between them. */
function checkPopulations({ network, stimuli, choice, plastic }: ChoiceValue, problems: ProblemList): void {
  const { populations, projections } = network;
  const check = (name: string, count: number, path: string, what: string, fitting: readonly string[]) => {
    if (!fitting.includes(name))
      problems.add(
        path,
        `"${name}" is not ${what}; accepted: ${quoteAll(fitting)}${didYouMean(name, fitting)}`,
      );
    else if (populations[name]!.size % count !== 0)
      problems.add(
        path.replace(/\w+$/, "count"),
        `${count} groups of ${populations[name]!.size} neurons are not of equal size; accepted: a divisor of ${populations[name]!.size}`,
      );
  };
  check(stimuli.source, stimuli.count, "stimuli.source", "a source population", sourcesOf(network));
  check(choice.population, choice.count, "choice.population", "a population of neurons", neuronsOf(network));
  const fits = plasticOf(network).filter((name) => {
    const p = projections[name]!;
    return p.from === stimuli.source && p.to === choice.population;
  });
  if (!fits.includes(plastic))
    problems.add(
      "plastic",
      `"${plastic}" is not a plastic projection from "${stimuli.source}" to "${choice.population}"; accepted: ${fits.length > 0 ? quoteAll(fits) : "one that the network has to have"}${didYouMean(plastic, fits)}`,
    );
}

/** Whether the signal is there, free to be set, listened to, and understood at all its values; and who is right when. */
function checkReward(
  { network, stimuli, choice, reward, trials }: ChoiceValue,
  built: BuiltNetwork,
  problems: ProblemList,
): void {
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
        problems.attempt(`reward.${key}`, () => alphaOf(follower, reward[key]));
  }
  if (reward.contingency.length !== stimuli.count)
    problems.add(
      "reward.contingency",
      `has ${reward.contingency.length} entries; accepted: one for each of the ${stimuli.count} stimuli`,
    );
  for (const c of reward.contingency.filter((c) => c >= choice.count))
    problems.add("reward.contingency", `there is no choice ${c}; accepted: 0 to ${choice.count - 1}`);
  if (reward.reversal !== Number.POSITIVE_INFINITY && reward.reversal >= trials)
    problems.add(
      "reward.reversal",
      `trial ${reward.reversal} is not one of the ${trials}; accepted: 1 to ${trials - 1}, or none`,
    );
}

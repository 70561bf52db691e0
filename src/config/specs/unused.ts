/** What an experiment of a kind does not take, or what does nothing in it. */
import { rules } from "../../network/connect/index.js";
import type { NetworkValue } from "../schema/network.js";
import type { ProblemList } from "./problems.js";

/** Those that act between pictures or on the frozen read alone: only kind "classify" has either. */
export function refuseOfPictures(kind: string, { projections }: NetworkValue, problems: ProblemList): void {
  for (const [name, { synapse, synapses }] of Object.entries(projections)) {
    const chosen = synapse === undefined ? undefined : synapses[synapse];
    const given = chosen?.model === "eis" ? Object.entries(chosen.nonIdeal ?? {}) : [];
    const unused = given.filter(
      ([effect, { part }]) =>
        !(kind === "simulate" && effect === "retention") &&
        (part.betweenPictures || (part.read && !part.write)),
    );
    const held =
      kind === "simulate" && given.some(([effect, { values }]) => effect === "retention" && values.hold);
    if (held)
      problems.add(
        `network.projections.${name}.synapses.${synapse}.nonIdeal.retention.hold`,
        'is between learning and read, which an experiment of kind "simulate" does not have; accepted: kind "classify", or leave it out',
      );
    for (const [effect] of unused)
      problems.add(
        `network.projections.${name}.synapses.${synapse}.nonIdeal.${effect}`,
        `does nothing in an experiment of kind "${kind}"; accepted: kind "classify", or leave it out`,
      );
  }
}

/** Kinds whose neurons go back to rest between presentations: where they start is soon forgotten. */
export function refuseStarts(kind: string, { populations }: NetworkValue, problems: ProblemList): void {
  for (const [name, value] of Object.entries(populations))
    if ("start" in value && value.start !== undefined)
      problems.add(
        `network.populations.${name}.start`,
        `does nothing in an experiment of kind "${kind}", whose neurons go back to rest; accepted: kind "simulate", or leave it out`,
      );
  for (const [name, value] of Object.entries(populations))
    for (const key of ["drive", "current"] as const)
      if (key in value && (value as Partial<Record<typeof key, unknown>>)[key] !== undefined)
        problems.add(
          `network.populations.${name}.${key}`,
          `is for experiments of kind "simulate", not "${kind}", whose presentations have their own input; accepted: leave it out`,
        );
}

/** Kinds that read conductances as [pre][post]: plastic synapses join every neuron to every neuron. */
export function refuseSparse(kind: string, { projections }: NetworkValue, problems: ProblemList): void {
  for (const [name, { synapse, rule }] of Object.entries(projections))
    if (
      synapse !== undefined &&
      ("file" in rule || Object.hasOwn(rules, rule.name)) &&
      rule.name !== "all-to-all"
    )
      problems.add(
        `network.projections.${name}.rule`,
        `"${rule.name}" has plastic synapses in an experiment of kind "${kind}"; accepted: "all-to-all", or kind "simulate"`,
      );
}

/** Departures from the ideal that do nothing in experiments without pictures. */
import type { NetworkValue } from "../schema/network.js";
import type { ProblemList } from "./problems.js";

/** Those that act between pictures or on the frozen read alone: only kind "classify" has either. */
export function refuseOfPictures(kind: string, { projections }: NetworkValue, problems: ProblemList): void {
  for (const [name, { synapse, synapses }] of Object.entries(projections)) {
    const chosen = synapse === undefined ? undefined : synapses[synapse];
    const given = chosen?.model === "eis" ? Object.entries(chosen.nonIdeal ?? {}) : [];
    const unused = given.filter(([, { part }]) => part.betweenPictures || (part.read && !part.write));
    for (const [effect] of unused)
      problems.add(
        `network.projections.${name}.synapses.${synapse}.nonIdeal.${effect}`,
        `does nothing in an experiment of kind "${kind}"; accepted: kind "classify", or leave it out`,
      );
  }
}

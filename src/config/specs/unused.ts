/** Departures from the ideal that do nothing in experiments without pictures. */
import { readEffects } from "../../crossbar/nonideal/index.js";
import type { NetworkValue } from "../schema/network.js";
import type { ProblemList } from "./problems.js";

/** Those that act between pictures or on the frozen read, of which only kind "classify" has any. */
const OF_PICTURES = new Set<string>(["retention", ...Object.keys(readEffects)]);

export function refuseOfPictures(kind: string, { projections }: NetworkValue, problems: ProblemList): void {
  for (const [name, { synapse, synapses }] of Object.entries(projections)) {
    const chosen = synapse === undefined ? undefined : synapses[synapse];
    const given = chosen?.model === "eis" ? Object.keys(chosen.nonIdeal ?? {}) : [];
    for (const effect of given.filter((e) => OF_PICTURES.has(e)))
      problems.add(
        `network.projections.${name}.synapses.${synapse}.nonIdeal.${effect}`,
        `does nothing in an experiment of kind "${kind}"; accepted: kind "classify", or leave it out`,
      );
  }
}

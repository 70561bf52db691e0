/** How far fast forms of synapses are from full order, per plastic projection: what the shadow check of each has found. */
import { grouped, percent } from "../core/written.js";
import type { PlasticityCheck } from "../crossbar/model.js";
import type { Network } from "../network/build.js";
import { count, map, number, object, optional } from "./shape.js";
import type { Row } from "./text.js";

/** By projection; those whose form is exact are left out. */
export type PlasticityChecks = Record<string, PlasticityCheck>;

export const plasticityCheckShape = object<PlasticityCheck>({
  synapses: count,
  events: count,
  maxDifference: number,
  rmsDifference: number,
});

/** Absent in results of before they were kept. */
export const plasticityChecksShape = optional(map(plasticityCheckShape));

/** Once synapses are flushed. */
export function plasticityChecks({ projections }: Network): PlasticityChecks {
  return Object.fromEntries(
    projections.flatMap(({ name, crossbar }) => {
      const check = crossbar?.check?.();
      return check ? [[name, check]] : [];
    }),
  );
}

/** A line for each projection. */
export function plasticityRows(checks: PlasticityChecks | undefined): Row[] {
  return Object.entries(checks ?? {}).map(([name, { maxDifference, rmsDifference, synapses, events }]) => [
    `fast against ordered plasticity of ${name}`,
    `largest difference ${share(maxDifference)}, root mean square ${share(rmsDifference)} of the range, on ${grouped(synapses)} sampled synapses and ${grouped(events)} events`,
  ]);
}

function share(fraction: number): string {
  return fraction >= 1e-4 || fraction === 0 ? percent(fraction, 2) : `${(100 * fraction).toExponential(1)} %`;
}

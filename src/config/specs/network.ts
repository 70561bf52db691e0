import type { PhysicsSpec } from "../../experiment/physics.js";
import type { NetworkSpec } from "../../network/spec.js";
import type { Files } from "../../platform/files.js";
import type { NetworkValue } from "../schema/network.js";
import { buildSignals } from "./alpha.js";
import { checkEnds, ruleOf } from "./connection.js";
import { buildPopulation } from "./population.js";
import type { ProblemList } from "./problems.js";
import { buildProjection } from "./projection.js";

export interface BuiltNetwork {
  readonly spec: NetworkSpec;
  /** Device and voltages of each plastic projection that has them. */
  readonly physics: ReadonlyMap<string, PhysicsSpec>;
}

/** Problems go to the list; where there are any, the spec must not be used. */
export function buildNetworkSpec(value: NetworkValue, files: Files, problems: ProblemList): BuiltNetwork {
  const { tick } = value;
  const path = "network.populations";
  const populations = Object.entries(value.populations).map(([name, p]) =>
    buildPopulation(name, p, tick, files, `${path}.${name}`, problems),
  );
  if (populations.length === 0) problems.add(path, "is empty; accepted: at least one population");
  const physics = new Map<string, PhysicsSpec>();
  const given = value.signals ?? {};
  const signals = buildSignals(given, tick, "network.signals", problems);
  const projections = Object.entries(value.projections).map(([name, p]) => {
    const at = `network.projections.${name}`;
    const rule = ruleOf(p, files, at, problems);
    checkEnds(p, rule, value, at, problems);
    return buildProjection(name, p, rule, { value, signals: given, physics, files }, at, problems);
  });
  return {
    spec: { tick, populations, projections, ...(signals.length > 0 ? { signals } : {}) },
    physics,
  };
}

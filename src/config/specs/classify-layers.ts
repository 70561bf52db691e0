/** Which projections of a classification learn, in what order, and whose thresholds adapt with them. */
import type { TrainLayer } from "../../experiment/kinds/classify/spec.js";
import type { HomeostasisSpec } from "../../learning/homeostasis.js";
import type { Sharing } from "../../learning/shared-weights.js";
import { quoteAll } from "../errors.js";
import type { ClassifyValue } from "../schema/classify.js";
import { type NetworkValue, neuronsOf, plasticOf } from "../schema/network.js";
import { didYouMean } from "../suggest.js";
import { homeostasisFor } from "./classify-schedules.js";
import type { ProblemList } from "./problems.js";

/** Layers in their order; undefined where all that is plastic learns at once. */
export function layersOf({ train }: ClassifyValue): readonly TrainLayer[] | undefined {
  return train.layers?.map((layer) => ({
    projections: typeof layer === "string" ? [layer] : layer.projections,
    images: (typeof layer === "string" ? undefined : layer.images) ?? train.images,
    epochs: (typeof layer === "string" ? undefined : layer.epochs) ?? train.epochs,
  }));
}

/** Presentations in which thresholds of a population adapt: those in which synapses that lead to it learn. */
export function presentationsFor(value: ClassifyValue, population: string): number {
  const { network, train } = value;
  const layers = layersOf(value);
  if (!layers) return train.images * train.epochs;
  return layers
    .filter(({ projections }) => projections.some((name) => network.projections[name]?.to === population))
    .reduce((sum, { images, epochs }) => sum + images * epochs, 0);
}

/** Whether layers name plastic projections, and have as many images as they ask for. */
export function checkLayers(value: ClassifyValue, problems: ProblemList): void {
  const plastic = plasticOf(value.network);
  for (const [k, { projections, images }] of (layersOf(value) ?? []).entries()) {
    const written = value.train.layers![k]!;
    const path = `train.layers.${k}`;
    for (const [x, name] of projections.entries()) {
      const at = typeof written === "string" ? path : `${path}.projections.${x}`;
      if (!plastic.includes(name))
        problems.add(
          at,
          `"${name}" is not a projection with plastic synapses; accepted: ${quoteAll(plastic)}${didYouMean(name, plastic)}`,
        );
      else if (projections.indexOf(name) < x) problems.add(at, `"${name}" is in this layer twice`);
    }
    if (images > value.train.images)
      problems.add(
        `${path}.images`,
        `${images} is more than train.images; accepted: up to ${value.train.images}`,
      );
    if (images === 0)
      problems.add(
        "train.images",
        "0 leaves a layer without images; accepted: at least 1, or no train.layers",
      );
  }
}

/** Homeostasis of populations that are not read, in numbers. */
export function furtherHomeostasis(value: ClassifyValue): Record<string, HomeostasisSpec> | undefined {
  const { homeostasisOf, network } = value;
  if (!homeostasisOf) return undefined;
  return Object.fromEntries(
    Object.entries(homeostasisOf).map(([name, own]) => [
      name,
      homeostasisFor(own, network.populations[name], presentationsFor(value, name)),
    ]),
  );
}

/** Whether populations of homeostasisOf are there, and have synapses that learn. */
export function checkFurther(value: ClassifyValue, problems: ProblemList): string[] {
  const { homeostasisOf = {}, network, output } = value;
  const others = neuronsOf(network).filter((name) => name !== output);
  return Object.keys(homeostasisOf).filter((name) => {
    const path = `homeostasisOf.${name}`;
    if (name === output) problems.add(path, `"${name}" is read; accepted: homeostasis, without its name`);
    else if (!others.includes(name))
      problems.add(
        path,
        `"${name}" is not a population of neurons; accepted: ${quoteAll(others)}${didYouMean(name, others)}`,
      );
    else if (!targets(network).has(name))
      problems.add(
        path,
        `no plastic synapses lead to "${name}", so that its thresholds would never adapt; accepted: leave it out`,
      );
    else return true;
    return false;
  });
}

/** Projections that share their weights. */
export function sharingOf({ sharing = {} }: ClassifyValue): Record<string, Sharing> {
  return Object.fromEntries(
    Object.entries(sharing).flatMap(([name, kind]) => (kind === "none" ? [] : [[name, kind]])),
  );
}

/** Whether windows can share their weights. */
export function checkSharing(value: ClassifyValue, problems: ProblemList): void {
  const { network } = value;
  const plastic = plasticOf(network);
  for (const [name, kind] of Object.entries(value.sharing ?? {})) {
    const path = `sharing.${name}`;
    const projection = network.projections[name];
    if (!projection || !plastic.includes(name)) {
      problems.add(
        path,
        `"${name}" is not a projection with plastic synapses; accepted: ${quoteAll(plastic)}${didYouMean(name, plastic)}`,
      );
      continue;
    }
    if (kind !== "none" && projection.rule.name !== "patch")
      problems.add(
        path,
        `the rule of "${name}" is "${projection.rule.name}"; accepted: "patch", whose windows are alike`,
      );
    else if (kind === "places-and-polarities") checkPolarities(projection, network, path, problems);
  }
}

/** Two planes to exchange, and features in pairs. */
function checkPolarities(
  { from, to }: NetworkValue["projections"][string],
  { populations }: NetworkValue,
  path: string,
  problems: ProblemList,
): void {
  const planesOf = (name: string) => {
    const population = populations[name];
    return population && "shape" in population && population.shape.length === 3 ? population.shape[0]! : 1;
  };
  if (planesOf(from) !== 2)
    problems.add(
      path,
      `"${from}" has ${planesOf(from)} planes; accepted: 2, such as ON and OFF, or "places"`,
    );
  if (planesOf(to) % 2 !== 0)
    problems.add(path, `"${to}" has ${planesOf(to)} features, which are no pairs; accepted: an even number`);
}

/** Populations that plastic projections lead to. */
export function targets({ projections }: NetworkValue): ReadonlySet<string> {
  return new Set(
    Object.values(projections).flatMap(({ to, synapse }) => (synapse === undefined ? [] : [to])),
  );
}

/** Whether spikes of the input can reach what is read. */
export function checkReached(value: ClassifyValue, problems: ProblemList): void {
  const { network, input, output } = value;
  const reached = new Set([input]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of Object.values(network.projections)) if (reached.has(from)) reached.add(to);
  }
  if (!reached.has(output))
    problems.add("output", `no projections lead from "${input}" to "${output}": it would never spike`);
}

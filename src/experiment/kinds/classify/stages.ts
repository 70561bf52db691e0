/**
 * What learns when: all plastic projections at once, or layer by layer, each with the layers before it frozen. While a layer
 * is trained, only populations from which spikes can reach it take part.
 */
import type { NetworkSpec } from "../../../network/spec.js";
import { trainingPool } from "./frozen.js";
import type { ClassifySpec, TrainLayer } from "./spec.js";

/** A part of the training in which the same projections learn. Presentations are counted through all of the training. */
export interface Stage {
  readonly position: number;
  /** Names of the projections that learn. */
  readonly learns: ReadonlySet<string>;
  /** Presentations from .. to-1. */
  readonly from: number;
  readonly to: number;
  /** Distinct images of it, and passes over images in the stages before. */
  readonly images: number;
  readonly passesBefore: number;
  /** Name of the population whose spikes decide whether a picture is shown again. */
  readonly watched: string;
  /** Names of the populations that take part. */
  readonly awake: ReadonlySet<string>;
  /** Names of the populations whose thresholds adapt. */
  readonly adapts: ReadonlySet<string>;
}

/** In their order; at least one. */
export function stagesOf(spec: ClassifySpec): readonly Stage[] {
  const { network, train, output } = spec;
  const plastic = network.projections.filter((p) => p.synapse).map(({ name }) => name);
  const all = new Set(network.populations.map(({ name }) => name));
  const layers = train.layers ?? [{ projections: plastic, images: train.images, epochs: train.epochs }];
  let [from, passesBefore] = [0, 0];
  const pool = trainingPool(spec);
  return layers.map((layer, position) => {
    const targets = targetsOf(layer, network);
    const images = Math.min(layer.images, pool);
    const stage = {
      position,
      learns: new Set(layer.projections),
      from,
      to: from + images * layer.epochs,
      images,
      passesBefore,
      watched: !train.layers || targets.includes(output) ? output : targets[0]!,
      awake: train.layers ? upstream(network, targets) : all,
      adapts: new Set(targets),
    };
    from = stage.to;
    passesBefore += layer.epochs;
    return stage;
  });
}

/** That in which presentation `done` is; the last one when all are over. */
export function stageAt(stages: readonly Stage[], done: number): Stage {
  return stages.find(({ to }) => done < to) ?? stages.at(-1)!;
}

/** Of the first `done` presentations those in stages of which something holds. */
export function presentationsIn(
  stages: readonly Stage[],
  done: number,
  wanted: (stage: Stage) => boolean,
): number {
  return stages.filter(wanted).reduce((sum, { from, to }) => sum + Math.max(0, Math.min(done, to) - from), 0);
}

/** Where a layer's projections lead. */
function targetsOf({ projections }: Pick<TrainLayer, "projections">, network: NetworkSpec): string[] {
  return [
    ...new Set(network.projections.filter(({ name }) => projections.includes(name)).map(({ to }) => to)),
  ];
}

/** Populations from which spikes can reach some, with these. */
export function upstream({ projections }: NetworkSpec, some: readonly string[]): ReadonlySet<string> {
  const found = new Set(some);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { from, to } of projections) if (found.has(to)) found.add(from);
  }
  return found;
}

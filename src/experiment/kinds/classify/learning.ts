/** A stage of a training at work: which synapses learn, whose thresholds adapt, who takes part. */
import type { Crossbar } from "../../../crossbar/model.js";
import type { TrainTotals } from "./course.js";
import { freezeThresholds, positionsOf, type Session, type Thresholds } from "./session.js";
import type { ClassifySpec } from "./spec.js";
import type { Stage } from "./stages.js";

export interface Learning {
  readonly stage: Stage;
  readonly crossbars: readonly Crossbar[];
  /** Before a picture. @param progress  of the stage, 0..1 */
  begin(progress: number): void;
  /** After a showing. @param spikes  of the watched population */
  end(spikes: number): void;
}

/**
 * Spikes by stage and population, to be counted where there is more than one layer; else nothing. At
 * [stage * populations + population].
 */
export function spikeCounts({ network, train }: ClassifySpec, stages: readonly Stage[]): Float64Array {
  const { length } = network.populations;
  return new Float64Array(length > 2 || train.layers ? stages.length * length : 0);
}

/** A stage begins, or goes on after a stop; between presentations. */
export function begin(session: Session, stage: Stage, totals: TrainTotals): Learning {
  const { spec, presenter, crossbar, others, furtherThresholds, homeostasis } = session;
  const shared = [...session.shared].flatMap(([name, each]) => (stage.learns.has(name) ? [each] : []));
  const { engine } = presenter;
  const plastic = new Map([[spec.plastic, crossbar], ...others]);
  if (stage.position > 0 && totals.images === stage.from) {
    // What the layer before has postponed is not left to a time at which it is frozen.
    engine.flush();
    for (const each of plastic.values()) each.age?.(0, true);
  }
  const crossbars: Crossbar[] = [];
  for (const [name, each] of plastic) {
    each.learning = stage.learns.has(name);
    if (each.learning) crossbars.push(each);
  }
  // Places start with weights of their own.
  if (totals.images === stage.from) for (const each of shared) each.apply();
  freezeThresholds(session);
  const adapting = furtherThresholds.filter(({ name }) => stage.adapts.has(name));
  const own = stage.adapts.has(spec.output) ? homeostasis : undefined;
  if (spec.train.layers) engine.wake?.(positionsOf(engine.network, stage.awake));
  presenter.watched = engine.population(stage.watched);
  const counted = totals.spikes.subarray(stage.position * engine.network.populations.length);
  const count = totals.spikes.length > 0;
  return {
    stage,
    crossbars,
    begin(progress) {
      own?.begin(progress);
      for (const each of adapting) each.homeostasis.begin(progress);
    },
    end(spikes) {
      if (own) {
        const counts = engine.spikesOf(presenter.output);
        const all = presenter.watched === presenter.output ? spikes : sumOf(counts);
        own.end(all, presenter.duration, counts);
      }
      for (const each of adapting) endOf(each);
      for (const each of shared) each.apply();
      if (count)
        for (let p = 0; p < engine.network.populations.length; p++) counted[p]! += sumOf(engine.spikesOf(p));
    },
  };

  function endOf({ population, homeostasis: of }: Thresholds): void {
    const counts = engine.spikesOf(population);
    of.end(sumOf(counts), presenter.duration, counts);
  }
}

function sumOf(counts: Int32Array): number {
  let sum = 0;
  for (const c of counts) sum += c;
  return sum;
}

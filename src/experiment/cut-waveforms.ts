/** Waveforms that the next spike cut short: counted per plastic projection, and told where they are more than a few. */
import { deltaTimes, overlapSpan } from "../core/stdp/curve.js";
import { gateVoltage } from "../core/stdp/gate.js";
import { integrateWaveform } from "../core/stdp/integrate.js";
import { stdpWindow } from "../core/stdp/window.js";
import { zero } from "../core/waveform/piecewise-linear.js";
import { grouped, percent } from "../core/written.js";
import type { CutCount } from "../crossbar/model.js";
import { extremes } from "../crossbar/modulation.js";
import type { Network } from "../network/build.js";
import { type Measure, measure } from "./measure.js";
import type { PhysicsSpec } from "./physics.js";
import { count, map, number, object, optional } from "./shape.js";
import type { Row } from "./text.js";

/** By projection; those whose synapses have no waveforms are left out. */
export type CutCounts = Record<string, CutCount & { preLoss?: number }>;

/** Absent in results of before they were counted. */
export const cutCountsShape = optional(
  map(
    object<CutCounts[string]>({
      posts: count,
      cut: count,
      pres: optional(count),
      cutPres: optional(count),
      preLoss: optional(number),
    }),
  ),
);

/** Share of cut waveforms from which on it is told; chosen: the spread of a device's own events (5 %, Huang 2025). */
const MOST = 0.05;

/**
 * @param physicsOf  device and voltages of projections whose inputs are Poisson trains of pictures or stimuli: there short
 *   gaps belong to the code, and what counts is what a V_pre that is cut short loses (`preLoss`, see `lossByCut`)
 */
export function cutCounts(
  { projections }: Network,
  physicsOf: Readonly<Record<string, PhysicsSpec>> = {},
): CutCounts {
  return Object.fromEntries(
    projections.flatMap(({ name, crossbar }) => {
      if (!crossbar?.waveforms) return [];
      const physics = physicsOf[name];
      return [[name, { ...crossbar.waveforms, ...(physics ? { preLoss: lossByCut(physics) } : {}) }]];
    }),
  );
}

/** Of every projection with devices. */
export function physicsByName(spec: {
  readonly plastic: string;
  readonly physics?: PhysicsSpec;
  readonly physicsOf?: Readonly<Record<string, PhysicsSpec>>;
}): Readonly<Record<string, PhysicsSpec>> {
  return spec.physicsOf ?? (spec.physics ? { [spec.plastic]: spec.physics } : {});
}

/** Times at which a V_pre is cut, and distances of a pair, that are tried. */
const PLACES = 64;

/**
 * What a V_pre alone may lose with its end: the largest change that the rest of it would have made, from wherever it is cut,
 * over the largest change by a pair. 0 where V_pre alone moves nothing.
 */
export function lossByCut({
  device: { rate },
  pre,
  post,
  alphaPre,
  alphaPost,
  modulation,
}: PhysicsSpec): number {
  const [least, most] = modulation?.pre ? extremes(modulation.pre) : [alphaPre, alphaPre];
  const alpha = Math.max(Math.abs(least), Math.abs(most));
  const lone = gateVoltage(pre, 0, zero(pre), 0, alpha, 0);
  const [begin, end] = [lone.t[0]!, lone.t.at(-1)!];
  let lost = 0;
  for (let k = 0; k < PLACES; k++) {
    const { p, d } = integrateWaveform(rate, lone, begin + ((end - begin) * k) / PLACES, end);
    lost = Math.max(lost, Math.abs(p - d));
  }
  const deltaT = deltaTimes(overlapSpan(pre, post), PLACES + 1);
  const pair = stdpWindow({ rate, pre, post, alphaPre: alpha, alphaPost, deltaT });
  const peak = pair.reduce((largest, change) => Math.max(largest, Math.abs(change)), 0);
  return peak > 0 ? lost / peak : 0;
}

/**
 * Loss from which on cut V_pre are told where inputs are Poisson trains; chosen: a hundred of them come to one pair of a
 * picture training, and together they would then move a synapse by a tenth of what the pair does.
 */
const WORTH_TELLING = 1e-3;

interface Side {
  /** Whether cutting it short changes what a user relies on. */
  readonly matters: boolean;
  readonly side: "pre" | "post";
  readonly name: string;
  readonly all: number;
  readonly cut: number;
}

/** What was counted, of each projection V_post first. */
function sides(counts: CutCounts | undefined): Side[] {
  return Object.entries(counts ?? {}).flatMap(([name, { posts, cut, pres, cutPres, preLoss }]): Side[] => [
    { side: "post", name, all: posts, cut, matters: true },
    ...(pres === undefined
      ? []
      : [
          {
            side: "pre" as const,
            name,
            all: pres,
            cut: cutPres ?? 0,
            matters: preLoss === undefined || preLoss >= WORTH_TELLING,
          },
        ]),
  ]);
}

/** A line for each projection and side. */
export function cutRows(counts: CutCounts | undefined): Row[] {
  return sides(counts).map(({ side, name, all, cut }) => [
    `${side} waveforms of ${name}`,
    `${grouped(all)}, ${grouped(cut)} of them cut short by the next spike`,
  ]);
}

export function cutMeasures(counts: CutCounts | undefined): Measure[] {
  return sides(counts).map(({ side, name, all, cut }) =>
    measure(
      `${side === "post" ? "cutWaveforms" : "cutPreWaveforms"}.${name}`,
      "1",
      cut / Math.max(1, all),
      `share of V_${side} cut short, ${name}`,
    ),
  );
}

/** What is lost, and what to change. */
const REMEDY = {
  post: "what V_post does last, as a rule its depressing phase, is lost. Use overlap: hold, a shorter V_post, a longer refractory time or fewer spikes",
  pre: "what V_pre does last is lost, and a lone V_pre leaves something else than a whole one. Use overlap: hold, a shorter V_pre or lower input rates",
} as const;

/** What is told, in words, of each projection and side with more than a few. */
export function cutNotices(counts: CutCounts | undefined): string[] {
  return sides(counts).flatMap(({ side, name, all, cut, matters }) =>
    matters && cut > MOST * all
      ? [
          `${percent(cut / all, 2)} of the ${side} waveforms of "${name}" were cut short by the neuron's next spike (${grouped(cut)} of ${grouped(all)}): ${REMEDY[side]}`,
        ]
      : [],
  );
}

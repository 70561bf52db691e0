/** Waveforms that the next spike cut short: counted per plastic projection, and told where they are more than a few. */
import { grouped, percent } from "../core/written.js";
import type { CutCount } from "../crossbar/model.js";
import type { Network } from "../network/build.js";
import { type Measure, measure } from "./measure.js";
import { count, map, object, optional } from "./shape.js";
import type { Row } from "./text.js";

/** By projection; those whose synapses have no waveforms are left out. */
export type CutCounts = Record<string, CutCount>;

/** Absent in results of before they were counted. */
export const cutCountsShape = optional(
  map(object<CutCount>({ posts: count, cut: count, pres: optional(count), cutPres: optional(count) })),
);

/** Share of cut waveforms from which on it is told; chosen: the spread of a device's own events (5 %, Huang 2025). */
const MOST = 0.05;

export function cutCounts({ projections }: Network): CutCounts {
  return Object.fromEntries(
    projections.flatMap(({ name, crossbar }) =>
      crossbar?.waveforms ? [[name, { ...crossbar.waveforms }]] : [],
    ),
  );
}

interface Side {
  readonly side: "pre" | "post";
  readonly name: string;
  readonly all: number;
  readonly cut: number;
}

/** What was counted, of each projection V_post first. */
function sides(counts: CutCounts | undefined): Side[] {
  return Object.entries(counts ?? {}).flatMap(([name, { posts, cut, pres, cutPres }]): Side[] => [
    { side: "post", name, all: posts, cut },
    ...(pres === undefined ? [] : [{ side: "pre" as const, name, all: pres, cut: cutPres ?? 0 }]),
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
  return sides(counts).flatMap(({ side, name, all, cut }) =>
    cut > MOST * all
      ? [
          `${percent(cut / all, 2)} of the ${side} waveforms of "${name}" were cut short by the neuron's next spike (${grouped(cut)} of ${grouped(all)}): ${REMEDY[side]}`,
        ]
      : [],
  );
}

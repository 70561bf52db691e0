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
export const cutCountsShape = optional(map(object<CutCount>({ posts: count, cut: count })));

/** Share of cut post waveforms from which on it is told; chosen: the spread of a device's own events (5 %, Huang 2025). */
const MOST = 0.05;

export function cutCounts({ projections }: Network): CutCounts {
  return Object.fromEntries(
    projections.flatMap(({ name, crossbar }) =>
      crossbar?.waveforms ? [[name, { ...crossbar.waveforms }]] : [],
    ),
  );
}

/** A line for each projection. */
export function cutRows(counts: CutCounts | undefined): Row[] {
  return Object.entries(counts ?? {}).map(([name, { posts, cut }]) => [
    `post waveforms of ${name}`,
    `${grouped(posts)}, ${grouped(cut)} of them cut short by the next spike`,
  ]);
}

export function cutMeasures(counts: CutCounts | undefined): Measure[] {
  return Object.entries(counts ?? {}).map(([name, { posts, cut }]) =>
    measure(`cutWaveforms.${name}`, "1", cut / Math.max(1, posts), `share of V_post cut short, ${name}`),
  );
}

/** What is told, in words, of each projection with more than a few. */
export function cutNotices(counts: CutCounts | undefined): string[] {
  return Object.entries(counts ?? {}).flatMap(([name, { posts, cut }]) =>
    cut > MOST * posts
      ? [
          `${percent(cut / posts, 2)} of the post waveforms of "${name}" were cut short by the neuron's next spike (${grouped(cut)} of ${grouped(posts)}): what V_post does last, as a rule its depressing phase, is lost. Use overlap: hold, a shorter V_post, a longer refractory time or fewer spikes`,
        ]
      : [],
  );
}

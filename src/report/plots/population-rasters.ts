import type { SimulateFacts } from "../../experiment/kinds/simulate/facts.js";
import type { SimulateResult } from "../../experiment/kinds/simulate/result.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf } from "./model.js";
import { GRID, INK } from "./palette.js";
import { axisUnit, grouped } from "./scale.js";
import { drawPicture } from "./svg.js";

/** More dots than this, of all neurons or of one, would leave no paper between them: then every k-th spike is drawn. */
const MAX_DOTS = 12_000;
const DOTS_OF_ONE = 400;
/** Neurons whose spikes are bars, while they are few enough to be counted. */
const FEW = 8;
const BARS_OF_ONE = 150;
/** Spans that are counted instead, at most, and the height of the tallest count, in rows. */
const SPANS = 200;
const TALLEST = 0.8;

type Spikes = Extract<SimulateResult["records"][number], { kind: "spikes" }>;

export const populationRasters = plotOf<SimulateResult, SimulateFacts>(
  "spikes of every watched population, one panel each on a common time axis",
  ["records"],
  async ({ records }, { duration }) => {
    const spikes = records.filter((r) => r.kind === "spikes");
    if (spikes.length === 0) return null;
    const time = axisUnit(duration, "s");
    const span = roundSpan(duration * time.factor);
    /** Pixels of a span. */
    const thickness = (width: number) =>
      ((width - MARGIN.left - MARGIN.right) * span) / (duration * time.factor);
    const shown = spikes.map((record) => marksOf(record, time.factor, span));
    const panels = await Promise.all(
      spikes.map((record, k) => {
        const last = k === spikes.length - 1;
        const few = record.size <= FEW;
        const height = few ? 24 + 18 * record.size : Math.min(260, 110 + record.size);
        const { dots, bars, thick } = shown[k]!;
        return itemOf(6, (width) =>
          drawPicture(`Spikes of ${record.of}`, (Plot) => ({
            width,
            height: height + 30 + (last ? 44 : 20),
            marginLeft: MARGIN.left,
            marginRight: MARGIN.right,
            marginTop: 30,
            marginBottom: last ? 44 : 20,
            x: {
              domain: [0, duration * time.factor],
              label: last ? `time (${time.name})` : null,
              labelAnchor: "center",
              labelArrow: "none",
            },
            y: {
              domain: [record.size - 0.5, -0.5],
              label: `${record.of} (neuron)`,
              labelAnchor: "top",
              labelArrow: "none",
              ticks: few ? Array.from({ length: record.size }, (_, i) => i) : 5,
              tickFormat: grouped,
            },
            marks: [
              Plot.frame({ stroke: GRID }),
              bars.length > 0
                ? Plot.ruleX(bars, {
                    x: "t",
                    y1: "from",
                    y2: "to",
                    stroke: INK,
                    strokeWidth: thick ? thickness(width) : 1,
                  })
                : Plot.dot(dots, { x: "t", y: "i", r: dots.length > 3000 ? 0.7 : 1.2, fill: INK }),
            ],
          })),
        );
      }),
    );
    const counts = spikes.map(
      (r, k) => `${r.of} ${grouped(r.time.length)}${shown[k]!.how(`${span} ${time.name}`)}`,
    );
    const all = shown.every(({ how }) => how("") === "");
    const caption = html`One mark per spike over time (${time.name})${all ? "" : ", where nothing else is said"}. Spikes: ${counts.join(", ")}.`;
    return figureOf({ id: "spikes", title: "Spikes of each population", caption }, panels);
  },
);

const MARGIN = { left: 60, right: 24 } as const;

interface Bar {
  readonly t: number;
  readonly from: number;
  readonly to: number;
}

interface Marks {
  readonly dots: readonly { readonly t: number; readonly i: number }[];
  readonly bars: readonly Bar[];
  /** Whether a bar is as thick as a span. */
  readonly thick: boolean;
  /** What is drawn, if not every spike. @param span  in words */
  how(span: string): string;
}

/** Few neurons: bars that can be counted, or counts of many. Many neurons: dots. */
function marksOf(record: Spikes, factor: number, span: number): Marks {
  const { time, index, size } = record;
  const n = time.length;
  if (size > FEW) {
    const step = Math.max(1, Math.ceil(n / Math.min(MAX_DOTS, DOTS_OF_ONE * size)));
    const dots = Array.from({ length: Math.ceil(n / step) }, (_, k) => ({
      t: time[k * step]! * factor,
      i: index[k * step]!,
    }));
    return { dots, bars: [], thick: false, how: () => (step > 1 ? ` (one in ${step} drawn)` : "") };
  }
  if (n <= BARS_OF_ONE * size) {
    const bars = Array.from(time, (t, k) => ({
      t: t * factor,
      from: index[k]! - 0.36,
      to: index[k]! + 0.36,
    }));
    return { dots: [], bars, thick: false, how: () => "" };
  }
  const counts = new Map<number, number>();
  for (let k = 0; k < n; k++) {
    const at = Math.floor((time[k]! * factor) / span) * size + index[k]!;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const bars = [...counts].map(([at, count]) => {
    const foot = (at % size) + TALLEST / 2;
    return { t: (Math.floor(at / size) + 0.5) * span, from: foot, to: foot - (TALLEST * count) / most };
  });
  const how = (words: string) => ` (bars: their number in each ${words}, the tallest ${grouped(most)})`;
  return { dots: [], bars, thick: true, how };
}

/** 1, 2 or 5 times a power of ten, of which `whole` has no more than SPANS. */
function roundSpan(whole: number): number {
  const least = whole / SPANS;
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = [1, 2, 5].find((d) => d * power >= least) ?? 10;
  return Number((digit * power).toPrecision(1));
}

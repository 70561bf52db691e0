import type { KindResult } from "../../experiment/kind.js";
import type { PhysicsFacts } from "../../experiment/physics-facts.js";
import { html, type Markup } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf, type ReportFigure } from "./model.js";
import { BLUE, GRID, INK } from "./palette.js";
import { conductance, conductanceUnit, grouped, percent } from "./scale.js";
import { drawPicture } from "./svg.js";

const BINS = 80;

/** A result with synapses; without a unit they are conductances. */
interface Learned extends KindResult {
  conductance: Float32Array;
  conductanceUnit?: "S" | "1";
}

export const conductanceHistogram = plotOf<Learned>(
  "where in its range the learning left each synapse",
  ["conductance"],
  ({ conductance: g, conductanceUnit: unit = "S" }, { physics }) =>
    histogram(g, unit === "S", unit === "S" ? physics : null),
);

async function histogram(
  g: Float32Array,
  siemens: boolean,
  physics: PhysicsFacts | null,
): Promise<ReportFigure | null> {
  if (g.length === 0) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const x of g) {
    low = Math.min(low, x);
    high = Math.max(high, x);
    sum += x;
  }
  const mean = sum / g.length;
  const from = physics ? physics.gMin : Math.min(0, low);
  const to = physics ? physics.gMax : high > from ? high : from + 1;
  const counts = new Float64Array(BINS);
  for (const x of g) {
    const bin = Math.floor(((x - from) / (to - from)) * BINS);
    counts[Math.min(Math.max(bin, 0), BINS - 1)]! += 1;
  }
  const unit = siemens ? conductanceUnit(to) : { factor: 1, name: "" };
  const width = (to - from) / BINS;
  const bars = Array.from(counts, (n, k) => ({
    x1: (from + k * width) * unit.factor,
    x2: (from + (k + 1) * width) * unit.factor,
    share: (100 * n) / g.length,
  }));
  const bounds = [
    ...(physics
      ? ([
          ["G_min", physics.gMin, 0],
          ["G₀", physics.g0, 1],
          ["G_max", physics.gMax, 0],
        ] as const)
      : []),
    ["mean", mean, 2] as const,
  ].map(([name, value, row]) => ({
    name: `${name} ${grouped(value * unit.factor)}`,
    at: value * unit.factor,
    row,
  }));
  const what = siemens ? "conductance" : "weight";
  const draw = (width: number) =>
    drawPicture(`Histogram of ${what}`, (Plot) => ({
      width,
      height: 290,
      marginLeft: 48,
      marginRight: 24,
      marginTop: 78,
      marginBottom: 44,
      x: {
        label: unit.name === "" ? what : `${what} (${unit.name})`,
        labelAnchor: "center",
        labelArrow: "none",
        domain: [from * unit.factor, to * unit.factor],
        tickFormat: grouped,
        ticks: 5,
      },
      y: { label: "synapses (%)", type: "sqrt", nice: true, labelArrow: "none", ticks: 6 },
      marks: [
        Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
        Plot.rect(bars, {
          x1: "x1",
          x2: "x2",
          y1: 0,
          y2: "share",
          fill: BLUE,
          insetLeft: 0.3,
          insetRight: 0.3,
          title: (d: (typeof bars)[number]) =>
            `${grouped(d.x1)} to ${grouped(d.x2)} ${unit.name}: ${Number(d.share.toPrecision(3))} % of synapses`,
        }),
        Plot.ruleY([0]),
        Plot.ruleX(bounds, { x: "at", stroke: INK, strokeDasharray: "4 3", insetTop: -6 }),
        ...bounds.map((bound) =>
          Plot.text([bound], {
            x: "at",
            frameAnchor: "top",
            text: "name",
            dy: -12 - 15 * bound.row,
            textAnchor: anchorAt((bound.at / unit.factor - from) / (to - from)),
            lineAnchor: "bottom",
            fill: INK,
            fontWeight: 600,
          }),
        ),
      ],
    }));
  return figureOf(
    { id: "histogram", title: `Histogram of ${what}s`, caption: caption(), half: true },
    [await itemOf(3, draw)],
    {
      from: bars.map((b) => b.x1 / unit.factor),
      to: bars.map((b) => b.x2 / unit.factor),
      share: bars.map((b) => b.share / 100),
    },
  );

  function caption(): Markup {
    const shares = physics
      ? html` ${percent(share(g, (x) => x < physics.gMin + 0.05 * (physics.gMax - physics.gMin)))} lie in the lowest
          twentieth of the range, ${percent(share(g, (x) => x > physics.g0))} above G₀ = ${conductance(physics.g0)}.`
      : null;
    return html`Share of all n = ${grouped(g.length)} plastic synapses at the end of the run in each of ${BINS} bins of
      ${what}${unit.name === "" ? "" : html`, ${unit.name}`}; square-root scale, so that rare strong synapses show.${shares}`;
  }
}

/** Which end of a label lies at its line, so that it stays within the picture. */
function anchorAt(place: number): "start" | "middle" | "end" {
  return place < 0.15 ? "start" : place > 0.85 ? "end" : "middle";
}

function share(g: Float32Array, holds: (x: number) => boolean): number {
  let n = 0;
  for (const x of g) if (holds(x)) n++;
  return n / g.length;
}

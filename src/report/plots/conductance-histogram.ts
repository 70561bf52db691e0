import type { KindResult } from "../../experiment/kind.js";
import type { PhysicsFacts } from "../../experiment/physics-facts.js";
import { html, type Markup } from "../markup.js";
import { plotOf, type ReportFigure } from "./model.js";
import { BLUE, FAINT, GRID, INK } from "./palette.js";
import { conductance, conductanceUnit, grouped, percent } from "./scale.js";
import { drawSvg, WIDTH } from "./svg.js";

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
          ["Gmin", physics.gMin, 0],
          ["G₀", physics.g0, 1],
          ["Gmax", physics.gMax, 0],
        ] as const)
      : []),
    ["mean", mean, 2] as const,
  ].map(([name, value, row]) => ({
    name: `${name} ${grouped(value * unit.factor)}`,
    at: value * unit.factor,
    row,
  }));
  const what = siemens ? "conductance" : "weight";
  const body = await drawSvg(`Histogram of ${what}`, (Plot) => ({
    width: WIDTH,
    height: 330,
    marginLeft: 60,
    marginRight: 60,
    marginTop: 78,
    marginBottom: 44,
    x: {
      label: unit.name === "" ? what : `${what} (${unit.name})`,
      labelAnchor: "center",
      labelArrow: "none",
      domain: [from * unit.factor, to * unit.factor],
      tickFormat: grouped,
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
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      Plot.ruleY([0]),
      Plot.ruleX(bounds, { x: "at", stroke: INK, strokeDasharray: "4 3", insetTop: -6 }),
      ...[0, 1, 2].map((row) =>
        Plot.text(
          bounds.filter((b) => b.row === row),
          {
            x: "at",
            frameAnchor: "top",
            text: "name",
            dy: -12 - 15 * row,
            textAnchor: "middle",
            lineAnchor: "bottom",
            fill: row === 2 ? FAINT : INK,
            fontWeight: 600,
          },
        ),
      ),
    ],
  }));
  return { id: "histogram", title: `Histogram of ${what}s`, body, caption: caption() };

  function caption(): Markup {
    const shares = physics
      ? html` ${percent(share(g, (x) => x < physics.gMin + 0.05 * (physics.gMax - physics.gMin)))} lie in the lowest
          twentieth of the range, ${percent(share(g, (x) => x > physics.g0))} above G₀ = ${conductance(physics.g0)}.`
      : null;
    return html`Share of all n = ${grouped(g.length)} plastic synapses at the end of the run in each of ${BINS} bins of
      ${what}${unit.name === "" ? "" : html`, ${unit.name}`}; square-root scale, so that rare strong synapses show.${shares}`;
  }
}

function share(g: Float32Array, holds: (x: number) => boolean): number {
  let n = 0;
  for (const x of g) if (holds(x)) n++;
  return n / g.length;
}

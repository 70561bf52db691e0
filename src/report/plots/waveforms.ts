import type { Waveform } from "../../core/waveform/model.js";
import { html } from "../markup.js";
import { physicsPlot } from "./model.js";
import { BLUE, FAINT, GRID, INK, VERMILION } from "./palette.js";
import { axisUnit, quantity, signed } from "./scale.js";
import { drawSvg, WIDTH } from "./svg.js";

export const waveforms = physicsPlot(
  "what both terminals and the gate see when a post spike follows a pre spike",
  async ({ pre, post, pair, alphaPre, alphaPost }) => {
    const shifted = { t: post.t.map((t) => t + pair.deltaT), v: post.v };
    const begin = Math.min(0, pre.t[0]!, shifted.t[0]!);
    const end = Math.max(pre.t.at(-1)!, shifted.t.at(-1)!);
    const margin = 0.06 * (end - begin);
    const time = axisUnit(end - begin, "s");
    const domain = [(begin - margin) * time.factor, (end + margin) * time.factor];
    const panels = await Promise.all([
      panel("V_pre (V)", pre, 0, BLUE),
      panel("V_post (V)", shifted, pair.deltaT, VERMILION),
      panel("V_G (V)", pair.gate, null, INK, true),
    ]);

    function panel(label: string, w: Waveform, spike: number | null, colour: string, last = false) {
      const line = outline(w, begin - margin, end + margin).map(({ t, v }) => ({ t: t * time.factor, v }));
      const peaks = extremes(line);
      return drawSvg(`${label} against time`, (Plot) => ({
        width: WIDTH,
        height: last ? 172 : 140,
        marginLeft: 60,
        marginRight: 40,
        marginTop: 30,
        marginBottom: last ? 44 : 16,
        x: {
          domain,
          label: last ? `time after the pre spike (${time.name})` : null,
          labelAnchor: "center",
          labelArrow: "none",
          ...(last ? {} : { ticks: 0 }),
        },
        y: { label, ticks: 4, nice: true, zero: true, labelArrow: "none" },
        marks: [
          Plot.ruleY([0], { stroke: FAINT }),
          Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
          ...(spike === null
            ? []
            : [
                Plot.ruleX([spike * time.factor], { stroke: colour, strokeDasharray: "3 3" }),
                Plot.text([spike * time.factor], {
                  x: (d: number) => d,
                  frameAnchor: "top",
                  text: () => "spike",
                  dx: -5,
                  dy: -2,
                  textAnchor: "end",
                  fill: colour,
                  fontSize: 11,
                }),
              ]),
          Plot.areaY(line, { x: "t", y1: 0, y2: "v", fill: colour, fillOpacity: 0.12 }),
          Plot.line(line, { x: "t", y: "v", stroke: colour, strokeWidth: 1.8 }),
          // Highest above its line, lowest below it, where the axis leaves room.
          ...[1, -1].map((side) =>
            Plot.text(
              peaks.filter((p) => Math.sign(p.v) === side),
              {
                x: "t",
                y: "v",
                text: (d: { v: number }) => `${signed(d.v)} V`,
                dx: side > 0 || last ? 5 : 8,
                dy: side > 0 || last ? -7 : 7,
                textAnchor: "start",
                fill: colour,
                fontWeight: 600,
                fontSize: 11,
                stroke: "white",
                strokeWidth: 3,
                paintOrder: "stroke",
              },
            ),
          ),
        ],
      }));
    }

    const gains =
      alphaPre === 1 && alphaPost === 1 ? "" : ` with α_pre = ${alphaPre} and α_post = ${alphaPost}`;
    return {
      id: "waveforms",
      title: "Voltages of a causal pair",
      body: html`<div class="stack">${panels}</div>`,
      caption: html`Terminal voltages (V) of a pre spike at 0 and a post spike Δt = ${quantity(pair.deltaT, "s")} later, and
      the gate voltage V_G = (α_pre V_pre + α_post V_post)/2${gains} that results, over time (${time.name}). Voltages as
      they are at the start of a run, before any gain schedule.`,
    };
  },
);

/** The knots with 0 V before the first and after the last. */
function outline({ t, v }: Waveform, from: number, to: number): { t: number; v: number }[] {
  const knots = Array.from(t, (time, k) => ({ t: time, v: v[k]! }));
  const first = t[0]!;
  const last = t.at(-1)!;
  return [{ t: from, v: 0 }, { t: first, v: 0 }, ...knots, { t: last, v: 0 }, { t: to, v: 0 }];
}

/** Last point of the highest and of the lowest voltage, where they are not 0: a plateau is labelled at its end. */
function extremes<P extends { v: number }>(line: readonly P[]): P[] {
  const high = line.reduce((a, b) => (b.v >= a.v ? b : a));
  const low = line.reduce((a, b) => (b.v <= a.v ? b : a));
  return [high, low].filter((p) => p.v !== 0);
}

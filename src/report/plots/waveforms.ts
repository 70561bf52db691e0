import type { Waveform } from "../../core/waveform/model.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { physicsPlot } from "./model.js";
import { BLUE, FAINT, GRID, GROUND, INK, VERMILION } from "./palette.js";
import { axisUnit, quantity, signed } from "./scale.js";
import { drawPicture, hits } from "./svg.js";

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
      // Where there is no room to the right.
      const isLate = (t: number) => t > domain[0]! + 0.72 * (domain[1]! - domain[0]!);
      return itemOf(3, (width) =>
        drawPicture(`${label} against time`, (Plot) => ({
          width,
          height: last ? 162 : 130,
          marginLeft: 48,
          marginRight: 22,
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
                    frameAnchor: "bottom",
                    text: () => "spike",
                    dx: 5,
                    dy: -4,
                    textAnchor: "start",
                    fill: colour,
                    fontSize: 12,
                  }),
                ]),
            Plot.areaY(line, { x: "t", y1: 0, y2: "v", fill: colour, fillOpacity: 0.12 }),
            Plot.line(line, { x: "t", y: "v", stroke: colour, strokeWidth: 1.8 }),
            // Highest above its line, lowest below it, where the axis leaves room.
            ...peaks.map((peak) =>
              Plot.text([peak], {
                x: "t",
                y: "v",
                text: (d: { v: number }) => `${signed(d.v)} V`,
                dx: isLate(peak.t) ? -5 : 6,
                dy: peak.v > 0 || last ? -8 : 8,
                textAnchor: isLate(peak.t) ? "end" : "start",
                fill: colour,
                fontWeight: 600,
                fontSize: 12,
                stroke: GROUND,
                strokeWidth: 3,
                paintOrder: "stroke",
              }),
            ),
            hits(
              Plot,
              line,
              { x: "t", y: "v", fill: colour },
              (p) => `${String(Number(p.t.toPrecision(3))).replace("-", "−")} ${time.name}: ${signed(p.v)} V`,
            ),
          ],
        })),
      );
    }

    const gains =
      alphaPre === 1 && alphaPost === 1 ? "" : ` with α_pre = ${alphaPre} and α_post = ${alphaPost}`;
    const caption = html`Terminal voltages (V) of a pre spike at 0 and a post spike Δt = ${quantity(pair.deltaT, "s")} later, and
      the gate voltage V_G = (α_pre V_pre + α_post V_post)/2${gains} that results, over time (${time.name}). Voltages as
      they are at the start of a run, before any gain schedule.`;
    const curves = [
      ["V_pre", pre],
      ["V_post", shifted],
      ["V_G", pair.gate],
    ] as const;
    return figureOf({ id: "waveforms", title: "Voltages of a causal pair", caption, half: true }, panels, {
      of: curves.flatMap(([name, { t }]) => Array.from(t, () => name)),
      time_s: curves.flatMap(([, { t }]) => [...t]),
      voltage_V: curves.flatMap(([, { v }]) => [...v]),
    });
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

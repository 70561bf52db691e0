import { spread } from "../formats/spread.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { physicsPlot } from "./model.js";
import { BLUE, FAINT, GREEN, GRID, GROUND, INK, PURPLE, VERMILION } from "./palette.js";
import { axisUnit, conductance, conductanceUnit, largest, signed } from "./scale.js";
import { drawPicture, hits, points } from "./svg.js";

export const stdpWindow = physicsPlot(
  "the STDP window that follows from device and waveforms",
  async ({ window, windowAtEnd, lonePre, lonePost, g0, device, bounds }) => {
    const time = axisUnit(Math.max(Math.abs(window.x[0]!), Math.abs(window.x.at(-1)!)), "s");
    const unit = conductanceUnit(largest(window.y));
    const line = points(
      window.x.map((t) => t * time.factor),
      window.y.map((g) => g * unit.factor),
    );
    const atEnd = windowAtEnd
      ? points(
          windowAtEnd.x.map((t) => t * time.factor),
          windowAtEnd.y.map((g) => g * unit.factor),
        )
      : [];
    const lone = [
      { name: "V_pre alone", change: lonePre * unit.factor, colour: GREEN },
      { name: "V_post alone", change: lonePost * unit.factor, colour: PURPLE },
    ];
    const span = 2 * largest(window.y) * unit.factor;
    // Two labels at one height would overprint each other.
    const close = Math.abs(lone[0]!.change - lone[1]!.change) < 0.07 * span;
    const below = lone[0]!.change > lone[1]!.change ? 1 : 0;
    const says = (p: { x: number; y: number }) =>
      `Δt = ${String(Number(p.x.toPrecision(3))).replace("-", "−")} ${time.name}: ${signed(p.y)} ${unit.name}`;
    const draw = (width: number) =>
      drawPicture("Conductance change against the time between pre and post spike", (Plot) => ({
        width,
        height: 320,
        marginLeft: 52,
        marginRight: 16,
        marginBottom: 44,
        marginTop: 28,
        x: {
          label: `Δt = t_post − t_pre (${time.name})`,
          labelAnchor: "center",
          labelArrow: "none",
          ticks: 6,
        },
        y: { label: `ΔG (${unit.name})`, nice: true, labelArrow: "none" },
        marks: [
          Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
          Plot.ruleY([0], { stroke: FAINT }),
          Plot.ruleX([0], { stroke: FAINT }),
          Plot.areaY(line, {
            x: "x",
            y1: 0,
            y2: (d: { y: number }) => Math.max(d.y, 0),
            fill: BLUE,
            fillOpacity: 0.15,
          }),
          Plot.areaY(line, {
            x: "x",
            y1: 0,
            y2: (d: { y: number }) => Math.min(d.y, 0),
            fill: VERMILION,
            fillOpacity: 0.15,
          }),
          Plot.ruleY(lone, { y: "change", stroke: "colour", strokeDasharray: "5 4", strokeWidth: 1.4 }),
          Plot.line(atEnd, { x: "x", y: "y", stroke: FAINT, strokeWidth: 1.6 }),
          Plot.line(line, { x: "x", y: "y", stroke: INK, strokeWidth: 2 }),
          hits(Plot, line, { x: "x", y: "y", fill: INK }, says),
          ...lone.map((l, k) =>
            Plot.text([l], {
              y: "change",
              frameAnchor: "right",
              textAnchor: "end",
              dx: -4,
              dy: close && k === below ? 9 : -9,
              stroke: GROUND,
              strokeWidth: 3,
              paintOrder: "stroke",
              text: () => `${l.name} ${signed(l.change)} ${unit.name}`,
              fill: l.colour,
              fontWeight: 600,
            }),
          ),
        ],
      }));
    const caption = html`Net change of conductance (${unit.name}) of device ${device} by one pre and one post spike, ∫ r(V_G) dt
      integrated exactly, against Δt (${time.name}); positive Δt = post after pre. Shown for G = G₀ = ${conductance(g0)}, where
      the factors of the ${bounds} bounds are 1: elsewhere the rising and the falling part scale apart. Thick: at the
      start of the run${windowAtEnd ? "; thin: at the end of its gain schedule" : ""}. Dashed: one spike that meets no other.`;
    const at = spread(window.x.length, 201);
    return figureOf(
      { id: "stdp", title: "STDP window of this device and these waveforms", caption, half: true },
      [await itemOf(3, draw)],
      {
        delta_t_s: at.map((k) => window.x[k]!),
        delta_g_S: at.map((k) => window.y[k]!),
        ...(windowAtEnd ? { delta_g_at_end_S: at.map((k) => windowAtEnd.y[k]!) } : {}),
      },
    );
  },
);

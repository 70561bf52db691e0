import { spread } from "../formats/spread.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { physicsPlot } from "./model.js";
import { BLUE, FAINT, GRID, GROUND, INK, VERMILION } from "./palette.js";
import { conductance, largest, quantity, signed } from "./scale.js";
import { drawPicture, hits } from "./svg.js";
import { powerOfTen } from "./ticks.js";

/** Decades below the fastest rate that are drawn: r(V) falls to 0 at vOc, and no log axis holds that. */
const DECADES = 10;

/** Pixels of the frame, and of what stands above and below it. */
const HEIGHT = { frame: 236, above: 28, below: 44 } as const;

export const rateCurve = physicsPlot(
  "how fast the device's conductance moves at each gate voltage",
  async (physics) => {
    const { rate, vOc, gateRange } = physics;
    const most = largest(rate.y.filter(Number.isFinite)) * 1e9;
    if (!(most > 0)) return null;
    const top = 10 ** Math.ceil(Math.log10(most));
    const bottom = top * 10 ** -DECADES;
    const branch = (sign: 1 | -1) =>
      Array.from(rate.x, (v, k) => ({ v, r: sign * rate.y[k]! * 1e9 })).filter(
        (p) => p.r >= bottom && p.r <= top,
      );
    const insertion = branch(1);
    const extraction = branch(-1);
    const reached = [
      { name: "V_pre alone", v: gateRange.lonePre },
      { name: "V_post alone", v: gateRange.lonePost },
      { name: "pair", v: gateRange.pair },
    ].flatMap(({ name, v }) => v.map((volts) => ({ name, volts, side: Math.sign(volts) })));
    const marks = reached
      .filter(({ volts }) => Math.abs(volts) > 0.05)
      .map((m) => ({ ...m, r: nearest(rate.x, rate.y, m.volts) * 1e9 }))
      // Where V_post alone decides the pair's extreme, one mark says both.
      .filter(
        (m, k, all) => m.r >= bottom && !all.some((o, l) => l < k && Math.abs(o.volts - m.volts) < 0.02),
      );
    const says = (p: { v: number; r: number }) =>
      `${signed(p.v)} V: ${Number(p.r.toPrecision(3))} nS/s`.replace("e-", "e−");
    const draw = (width: number) =>
      drawPicture("Rate of conductance change against gate voltage", (Plot) => ({
        width,
        height: HEIGHT.frame + HEIGHT.above + HEIGHT.below,
        marginLeft: 52,
        marginRight: 18,
        marginBottom: HEIGHT.below,
        marginTop: HEIGHT.above,
        x: { label: "gate voltage V_G (V)", ticks: 7, labelAnchor: "center", labelArrow: "none" },
        y: {
          type: "log",
          domain: [bottom, top],
          label: "|dG/dt| (nS/s)",
          labelArrow: "none",
          ticks: DECADES / 2,
          tickFormat: powerOfTen,
        },
        marks: [
          Plot.gridY({ stroke: GRID, strokeOpacity: 1, ticks: DECADES }),
          Plot.ruleX([vOc], { stroke: FAINT, strokeDasharray: "3 3" }),
          Plot.text([vOc], {
            x: (d: number) => d,
            y: () => bottom,
            text: () => `V_oc ${quantity(vOc, "V")}`,
            dx: 6,
            dy: -10,
            textAnchor: "start",
            fill: INK,
          }),
          Plot.lineY(extraction, { x: "v", y: "r", stroke: VERMILION, strokeWidth: 2 }),
          Plot.lineY(insertion, { x: "v", y: "r", stroke: BLUE, strokeWidth: 2 }),
          Plot.dot(marks, {
            x: "volts",
            y: "r",
            fill: INK,
            r: 3.5,
            stroke: GROUND,
            title: (m: { name: string; volts: number }) => `${m.name}: ${signed(m.volts)} V`,
          }),
          ...[extraction, insertion].map((line) => hits(Plot, line, { x: "v", y: "r", fill: INK }, says)),
          ...labelled(marks, (r) => (HEIGHT.frame * Math.log10(top / r)) / DECADES).map(({ dy, ...m }) =>
            Plot.text([m], {
              x: "volts",
              y: "r",
              text: () => `${m.name} ${signed(m.volts)} V`,
              dx: -m.side * 9,
              dy,
              textAnchor: m.side > 0 ? "end" : "start",
              fill: INK,
              stroke: GROUND,
              strokeWidth: 3,
              paintOrder: "stroke",
            }),
          ),
        ],
      }));
    const caption = html`Device ${physics.device}: magnitude of dG/dt (nS/s, logarithmic, ${DECADES} decades) at a steady gate
      voltage and at G₀ = ${conductance(physics.g0)}, where the factors of the ${physics.bounds} bounds are 1. Dots: the
      extreme gate voltages of this experiment's waveforms.`;
    const at = spread(rate.x.length, 201);
    return figureOf(
      { id: "rate", title: "Rate of the device", caption, half: true },
      [
        await itemOf(3, draw, {
          legend: [
            { name: "extraction (G falls)", colour: VERMILION, mark: "line" },
            { name: "insertion (G rises)", colour: BLUE, mark: "line" },
          ],
        }),
      ],
      { voltage_V: at.map((k) => rate.x[k]!), rate_S_per_s: at.map((k) => rate.y[k]!) },
    );
  },
);

function nearest(x: Float64Array, y: Float64Array, at: number): number {
  let best = 0;
  for (let k = 1; k < x.length; k++) if (Math.abs(x[k]! - at) < Math.abs(x[best]! - at)) best = k;
  return Math.abs(y[best]!);
}

/** Marks with places for their labels that are a line apart, from the top: those of both sides may meet in the middle. @param y  in pixels, of a rate */
function labelled<M extends { readonly side: number; readonly r: number }>(
  marks: readonly M[],
  y: (r: number) => number,
): (M & { readonly dy: number })[] {
  let below = Number.NEGATIVE_INFINITY;
  return [...marks]
    .sort((a, b) => b.r - a.r)
    .map((m) => {
      const at = Math.max(y(m.r) - 2, below + 15);
      below = at;
      return { ...m, dy: at - y(m.r) };
    });
}

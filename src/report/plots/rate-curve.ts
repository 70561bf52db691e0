import { html } from "../markup.js";
import { physicsPlot } from "./model.js";
import { BLUE, FAINT, GRID, INK, VERMILION } from "./palette.js";
import { conductance, largest, quantity, signed } from "./scale.js";
import { drawSvg, WIDTH } from "./svg.js";

/** Decades below the fastest rate that are drawn: r(V) falls to 0 at vOc, and no log axis holds that. */
const DECADES = 10;

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
    const body = await drawSvg("Rate of conductance change against gate voltage", (Plot) => ({
      width: WIDTH,
      height: 380,
      marginLeft: 64,
      marginRight: 30,
      marginBottom: 44,
      marginTop: 28,
      x: { label: "gate voltage V_G (V)", ticks: 12, labelAnchor: "center", labelArrow: "none" },
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
          y: () => top,
          text: () => `V_oc ${quantity(vOc, "V")}`,
          dx: 6,
          dy: 10,
          textAnchor: "start",
          fill: FAINT,
        }),
        Plot.lineY(extraction, { x: "v", y: "r", stroke: VERMILION, strokeWidth: 2 }),
        Plot.lineY(insertion, { x: "v", y: "r", stroke: BLUE, strokeWidth: 2 }),
        Plot.text(middle(extraction), {
          x: "v",
          y: "r",
          text: () => "extraction (G falls)",
          dx: -10,
          dy: 12,
          textAnchor: "end",
          fill: VERMILION,
          fontWeight: 600,
        }),
        Plot.text(middle(insertion), {
          x: "v",
          y: "r",
          text: () => "insertion (G rises)",
          dx: 10,
          dy: 12,
          textAnchor: "start",
          fill: BLUE,
          fontWeight: 600,
        }),
        Plot.dot(marks, { x: "volts", y: "r", fill: INK, r: 3.5, stroke: "white" }),
        ...[1, -1].map((side) =>
          Plot.text(
            marks.filter((m) => m.side === side),
            {
              x: "volts",
              y: "r",
              text: (m: { name: string; volts: number }) => `${m.name} ${signed(m.volts)} V`,
              dx: -side * 9,
              dy: -5,
              textAnchor: side > 0 ? "end" : "start",
              fill: INK,
            },
          ),
        ),
      ],
    }));
    return {
      id: "rate",
      title: "Rate of the device",
      body,
      caption: html`Device ${physics.device}: magnitude of dG/dt (nS/s, logarithmic, ${DECADES} decades) at a steady gate
      voltage and at G₀ = ${conductance(physics.g0)}, where the factors of the ${physics.bounds} bounds are 1. Dots: the
      extreme gate voltages of this experiment's waveforms.`,
    };
  },
);

function nearest(x: Float64Array, y: Float64Array, at: number): number {
  let best = 0;
  for (let k = 1; k < x.length; k++) if (Math.abs(x[k]! - at) < Math.abs(x[best]! - at)) best = k;
  return Math.abs(y[best]!);
}

function middle<T>(line: readonly T[]): T[] {
  const half = Math.floor(line.length / 2);
  return line.slice(half, half + 1);
}

/** 10³ for whole powers of ten, as papers write them. */
export function powerOfTen(x: number): string {
  const power = Math.round(Math.log10(x));
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return `10${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map((d) => digits[Number(d)]).join("")}`;
}

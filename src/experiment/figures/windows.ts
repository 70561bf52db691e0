/** STDP curves with the terminal and gate voltages that make them, and what is read off them. */
import type { RateLaw } from "../../core/rate/model.js";
import { type CurveFigures, curveFigures } from "../../core/stdp/curve-figures.js";
import { dynamicIntegral } from "../../core/stdp/dynamic.js";
import { gateVoltage } from "../../core/stdp/gate.js";
import { integrateWaveform } from "../../core/stdp/integrate.js";
import { slicedIntegral } from "../../core/stdp/sliced.js";
import { formatQuantity } from "../../core/units.js";
import { type Waveform, waveform } from "../../core/waveform/index.js";
import { crossbarWindow } from "../../crossbar/window.js";
import type { Drawing, FigureNumber } from "./drawing.js";
import type { Panel, Series } from "./panel.js";
import type { CurveSpec, ThirdSignal, WindowsSpec } from "./spec.js";

/** Slices between two knots of the independent check: errors of some 1e-8. */
const SLICES = 20_000;

interface Drawn {
  readonly curve: CurveSpec;
  readonly change: Float64Array;
  readonly figures: CurveFigures;
}

export function drawWindows(spec: WindowsSpec): Drawing {
  const { device, deltaT, curves } = spec;
  const drawn = curves.map((curve): Drawn => {
    const span = Math.max(Math.abs(deltaT[0]!), Math.abs(deltaT.at(-1)!));
    const { pre, post, alphaPre, alphaPost } = curve;
    return {
      curve,
      change: deltaT.map((dt) => changeAt(device.rate, curve, dt)),
      figures: curveFigures({ rate: device.rate, pre, post, alphaPre, alphaPost }, span),
    };
  });
  const numbers = drawn.flatMap((d) => {
    const prefix = curves.length > 1 ? `${d.curve.name}.` : "";
    return curveNumbers(spec, d).map((n) => ({ ...n, name: `${prefix}${n.name}` }));
  });
  return {
    panels: [...terminalPanels(spec), ...gatePanels(spec), ...curvePanels(spec, drawn)],
    numbers,
    notes: notes(spec),
  };
}

/** The third signal of a pair delta_t apart, in V_pre's time. */
export function thirdOf({ voltage, before, after, edge }: ThirdSignal, deltaT: number): Waveform {
  const begin = Math.min(0, deltaT) - before;
  const end = Math.max(0, deltaT) + after;
  return waveform([
    [begin - edge, 0],
    [begin, voltage],
    [end, voltage],
    [end + edge, 0],
  ]);
}

function gateAt(curve: CurveSpec, deltaT: number): Waveform {
  const { pre, post, alphaPre, alphaPost, third } = curve;
  return gateVoltage(pre, 0, post, deltaT, alphaPre, alphaPost, third && thirdOf(third, deltaT));
}

function changeAt(rate: RateLaw, curve: CurveSpec, deltaT: number): number {
  const { p, d } = integrateWaveform(rate, gateAt(curve, deltaT));
  return p - d;
}

function curveNumbers(spec: WindowsSpec, { curve, change, figures }: Drawn): FigureNumber[] {
  const { device, deltaT } = spec;
  const { rate } = device;
  // A third signal moves with delta_t, which the scan for peaks does not know: they are read off the curve.
  const peaks = curve.third ? readPeaks(deltaT, change) : figures;
  const { largest, smallest } = peaks;
  const most = Math.max(Math.abs(largest.change), Math.abs(smallest.change));
  const number = (name: string, value: number, unit: FigureNumber["unit"], doc: string): FigureNumber => ({
    name,
    value,
    unit,
    doc,
  });
  const mirrored = (sign: 1 | -1): number => {
    let worst = 0;
    for (const dt of deltaT)
      worst = Math.max(worst, Math.abs(changeAt(rate, curve, dt) - sign * changeAt(rate, curve, -dt)));
    return worst / most;
  };
  const at = spec.changeAt.flatMap((dt): FigureNumber[] => {
    const s = changeAt(rate, curve, dt);
    const where = formatQuantity(dt, "s").replace(" ", "").replace("µ", "u");
    return [
      number(`change(${where})`, s, "S", `change at delta_t = ${formatQuantity(dt, "s")}, Eq. (1)`),
      number(`relative(${where})`, s / most, "1", "the same over the peak"),
    ];
  });
  const lone = Math.max(Math.abs(figures.lonePre.net), Math.abs(figures.lonePost.net)) / most;
  return [
    number("peakUp", largest.change, "S", "largest change, Eq. (1) without the common factor"),
    number("peakUpAt", largest.deltaT, "s", "delta_t of the largest change"),
    number("peakDown", smallest.change, "S", "smallest change"),
    number("peakDownAt", smallest.deltaT, "s", "delta_t of the smallest change"),
    number("factor", curve.factor, "1", "the paper's common factor"),
    number("scaledPeakUp", curve.factor * largest.change, "S", "largest change with the common factor"),
    number("atZero", changeAt(rate, curve, 0) / most, "1", "change at delta_t = 0 over the peak"),
    number("lone", lone, "1", "what one spike alone leaves over the peak: the larger of pre and post"),
    number("drift20s", (20 * rate.rate(0)) / most, "1", "change in 20 s at 0 V after a pair, over the peak"),
    number("peakGate", figures.peakGate, "V", "highest voltage of a pair at the gate"),
    number("oddness", mirrored(-1), "1", "largest |dG(dt) + dG(-dt)| over the peak; 0 = antisymmetric"),
    number("evenness", mirrored(1), "1", "largest |dG(dt) - dG(-dt)| over the peak; 0 = symmetric"),
    number("positiveShare", share(change), "1", "sum of the positive changes over the sum of all |dG|"),
    ...at,
    ...slicedNumbers(spec, curve),
    ...levelNumbers(spec, curve, most === Math.abs(largest.change) ? largest.deltaT : smallest.deltaT),
    ...eventNumbers(spec, curve, most),
  ];
}

function readPeaks(deltaT: Float64Array, change: Float64Array): Pick<CurveFigures, "largest" | "smallest"> {
  const at = (k: number) => ({ deltaT: deltaT[k]!, change: change[k]! });
  let [high, low] = [0, 0];
  for (let k = 1; k < change.length; k++) {
    if (change[k]! > change[high]!) high = k;
    if (change[k]! < change[low]!) low = k;
  }
  return { largest: at(high), smallest: at(low) };
}

function share(change: Float64Array): number {
  let up = 0;
  let all = 0;
  for (const s of change) {
    up += Math.max(0, s);
    all += Math.abs(s);
  }
  return all === 0 ? 0 : up / all;
}

/** The closed form against the paper's own slices, at the delta_t whose gate voltage is drawn. */
function slicedNumbers({ device, gateAt: shown }: WindowsSpec, curve: CurveSpec): FigureNumber[] {
  if (shown.length === 0) return [];
  let worst = 0;
  for (const dt of shown) {
    const gate = gateAt(curve, dt);
    const exact = integrateWaveform(device.rate, gate);
    const slow = slicedIntegral(device.rate, gate, { perSegment: SLICES });
    const gross = exact.p + exact.d;
    if (gross > 0) worst = Math.max(worst, Math.abs(exact.p - exact.d - slow.p + slow.d) / gross);
  }
  return [
    {
      name: "slicing",
      value: worst,
      unit: "1",
      doc: "closed form against knot-aligned slices of Eq. (1), over the gross integral",
    },
  ];
}

function levelNumbers({ device, level }: WindowsSpec, curve: CurveSpec, deltaT: number): FigureNumber[] {
  if (!level) return [];
  const slow = dynamicIntegral(device.rate, gateAt(curve, deltaT), level);
  return [
    {
      name: "dynamicFactor",
      value: (slow.p - slow.d) / changeAt(device.rate, curve, deltaT),
      unit: "1",
      doc: "change at the dynamic level over the quasi-static one, at the peak",
    },
  ];
}

/** The same curve by spikes through a crossbar: hard bounds, so that the state's factors are 1. */
function eventNumbers({ device, deltaT, tick }: WindowsSpec, curve: CurveSpec, peak: number): FigureNumber[] {
  if (tick === undefined) return [];
  const deltaTicks = [...deltaT].map((dt) => Math.round(dt / tick));
  const { pre, post } = curve;
  const bounded = { ...device, bounds: "hard" as const };
  const change = crossbarWindow({ device: bounded, pre, post, tick, deltaTicks });
  let worst = 0;
  for (const [k, ticks] of deltaTicks.entries())
    worst = Math.max(worst, Math.abs(change[k]! - changeAt(device.rate, curve, ticks * tick)));
  return [
    {
      name: "eventDriven",
      value: worst / peak,
      unit: "1",
      doc: "largest difference between the curve by events on ticks and Eq. (1), over the peak",
    },
  ];
}

/** A waveform as a line, with the 0 V before and after it. */
function outline(
  { t, v }: Waveform,
  shift: number,
  from: number,
  to: number,
): { x: Float64Array; y: Float64Array } {
  return {
    x: Float64Array.of(from, t[0]! + shift, ...t.map((time) => time + shift), t.at(-1)! + shift, to),
    y: Float64Array.of(0, 0, ...v, 0, 0),
  };
}

function extent(waves: readonly Waveform[]): [number, number] {
  const from = Math.min(...waves.map((w) => w.t[0]!));
  const to = Math.max(...waves.map((w) => w.t.at(-1)!));
  return [from - 0.05 * (to - from), to + 0.05 * (to - from)];
}

/** V_pre and V_post of every different pair; a shared V_pre is drawn once. */
function terminalPanels({ curves }: WindowsSpec): Panel[] {
  const pairs = curves.filter(
    (c, k) => !curves.slice(0, k).some((other) => other.pre === c.pre && other.post === c.post),
  );
  const domain = extent(pairs.flatMap((c) => [c.pre, c.post]));
  return pairs.map(({ name, pre, post }, k): Panel => {
    const label = pairs.length > 1 ? ` of ${name}` : "";
    return {
      id: `terminals-${k + 1}`,
      title: `Voltages at the terminals${label}`,
      x: { label: "time after the spike", unit: "s", domain },
      y: { label: "voltage", unit: "V" },
      series: [
        { name: "V_pre", ...outline(pre, 0, ...domain), mark: "line", colour: 0 },
        { name: "V_post", ...outline(post, 0, ...domain), mark: "line", colour: 1 },
      ],
      columns: pairs.length > 1 ? 3 : 6,
    };
  });
}

function gatePanels({ curves, gateAt: shown }: WindowsSpec): Panel[] {
  const [curve] = curves;
  if (!curve) return [];
  const gates = shown.map((dt) => gateAt(curve, dt));
  return gates.map((gate, k): Panel => {
    const domain = extent([gate]);
    return {
      id: `gate-${k + 1}`,
      title: `Gate, Δt = ${formatQuantity(shown[k]!, "s").replace("-", "−")}`,
      x: { label: "time after the pre spike", unit: "s", domain },
      y: {
        label: "V_G",
        unit: "V",
        domain: [-7.5, 7.5].map((v) => (v * peakOf(gates)) / 7) as [number, number],
      },
      series: [{ name: "V_G", ...outline(gate, 0, ...domain), mark: "line", colour: 6 }],
      columns: 3,
    };
  });
}

function peakOf(waves: readonly Waveform[]): number {
  return Math.max(...waves.flatMap((w) => [...w.v].map(Math.abs)));
}

function curvePanels({ deltaT, layout }: WindowsSpec, drawn: readonly Drawn[]): Panel[] {
  const x = { label: "Δt = t_post − t_pre", unit: "s" } as const;
  const y = { label: "ΔG", unit: "S" } as const;
  // Many curves twice would be a thicket: the scaled ones are enough.
  const crowded = drawn.length > 3;
  const lines = drawn.flatMap(({ curve, change }, k): Series[] => {
    const { factor, name } = curve;
    const one = drawn.length === 1;
    const raw: Series = {
      name: one ? "Eq. (1)" : factor === 1 ? name : `${name}, Eq. (1)`,
      x: deltaT,
      y: change,
      mark: factor === 1 ? "line" : "dashed",
      colour: one ? (factor === 1 ? 0 : 6) : k,
      silent: !one && factor !== 1,
    };
    if (factor === 1) return [raw];
    const scaled: Series = {
      name: one ? `Eq. (1) × ${factor}, the paper's common factor` : name,
      x: deltaT,
      y: change.map((s) => factor * s),
      mark: "line",
      colour: one ? 0 : k,
    };
    return crowded ? [scaled] : [raw, scaled];
  });
  if (layout === "together" || drawn.length === 1)
    return [
      {
        id: "stdp",
        title: togetherTitle(drawn, crowded),
        x,
        y,
        series: lines,
        columns: 6,
      },
    ];
  return drawn.map(
    ({ curve, change }, k): Panel => ({
      id: `stdp-${k + 1}`,
      title: curve.name,
      x,
      y: { label: curve.factor === 1 ? "ΔG" : `ΔG × ${curve.factor}`, unit: "S" },
      series: [
        {
          name: "",
          x: deltaT,
          y: change.map((s) => curve.factor * s),
          mark: "line",
          colour: 0,
        },
      ],
      columns: 2,
    }),
  );
}

function togetherTitle(drawn: readonly Drawn[], crowded: boolean): string {
  if (drawn.length === 1) return "STDP curve";
  if (drawn.every((d) => d.curve.factor === 1)) return "STDP curves";
  return crowded
    ? "STDP curves, × the common factor"
    : "STDP curves (dashed: Eq. (1) as integrated; solid: × the common factor)";
}

function notes({ curves, level }: WindowsSpec): string[] {
  const factors = [...new Set(curves.map((c) => c.factor))];
  const applied = factors.filter((f) => f !== 1);
  return [
    applied.length > 0
      ? `Common factor ${applied.join(", ")}: the paper's own between Eq. (1) and its measurement; curves are shown with it, numbers without unless they say so.`
      : "No common factor is applied.",
    "Waveforms are reconstructions: the paper prints lengths and peak voltages, no knots. ΔG scales with the assumed 5 nS/s at 2 V.",
    ...(level
      ? [
          `Dynamic level with g0 = ${level.g0}, gInf = ${level.gInf}, tau = ${formatQuantity(level.tau, "s")}: assumed, to be compared with the common factor.`,
        ]
      : []),
  ];
}

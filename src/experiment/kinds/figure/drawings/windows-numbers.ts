/** What is read off an STDP curve: peaks, symmetry, lone spikes, and the curve by other ways. */
import type { CurveFigures } from "../../../../core/stdp/curve-figures.js";
import { dynamicIntegral } from "../../../../core/stdp/dynamic.js";
import { peakOf } from "../../../../core/stdp/gate-reach.js";
import { integrateWaveform } from "../../../../core/stdp/integrate.js";
import { slicedIntegral } from "../../../../core/stdp/sliced.js";
import { formatQuantity } from "../../../../core/units.js";
import { crossbarWindow } from "../../../protocols/stdp-window.js";
import type { CurveSpec, WindowsSpec } from "../spec.js";
import type { FigureNumber } from "./drawing.js";
import { ratio } from "./ratio.js";
import { changeAt, type Drawn, gateAt, windowReach } from "./windows-curve.js";

/** Slices between two knots of the independent check: errors of some 1e-8. */
const SLICES = 20_000;
/** Why nothing is relative to the peak. */
const FLAT = "the curve changes nothing, so it has no peak";

export function curveNumbers(spec: WindowsSpec, { curve, change, figures }: Drawn): FigureNumber[] {
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
  // A peak at 0 is found to some 1e-9 of the range only.
  const whole = (dt: number): number => (Math.abs(dt) < 1e-7 * deltaT.at(-1)! ? 0 : dt);
  const mirrored = (sign: 1 | -1): number => {
    let worst = 0;
    for (const dt of deltaT)
      worst = Math.max(worst, Math.abs(changeAt(rate, curve, dt) - sign * changeAt(rate, curve, -dt)));
    return worst;
  };
  const overPeak = (name: string, value: number, doc: string) => ratio({ name, doc }, value, most, FLAT);
  const at = spec.changeAt.flatMap((dt): FigureNumber[] => {
    const s = changeAt(rate, curve, dt);
    const where = formatQuantity(dt, "s").replace(" ", "").replace("µ", "u");
    return [
      number(`change(${where})`, s, "S", `change at delta_t = ${formatQuantity(dt, "s")}, Eq. (1)`),
      overPeak(`relative(${where})`, s, "the same over the peak"),
    ];
  });
  const lone = Math.max(Math.abs(figures.lonePre.net), Math.abs(figures.lonePost.net));
  return [
    number("peakUp", largest.change, "S", "largest change, Eq. (1) without the common factor"),
    number("peakUpAt", whole(largest.deltaT), "s", "delta_t of the largest change"),
    number("peakDown", smallest.change, "S", "smallest change"),
    number("peakDownAt", whole(smallest.deltaT), "s", "delta_t of the smallest change"),
    number(
      "factor",
      curve.factor,
      "1",
      curve.factorGiven ? "common factor, as given" : "the paper's common factor",
    ),
    number("scaledPeakUp", curve.factor * largest.change, "S", "largest change with the common factor"),
    overPeak("atZero", changeAt(rate, curve, 0), "change at delta_t = 0 over the peak"),
    overPeak("lone", lone, "what one spike alone leaves over the peak: the larger of pre and post"),
    overPeak("drift20s", 20 * rate.rate(0), "change in 20 s at 0 V after a pair, over the peak"),
    number("peakGate", peakOf(windowReach(curve)), "V", "highest voltage of a pair at the gate"),
    overPeak("oddness", mirrored(-1), "largest |dG(dt) + dG(-dt)| over the peak; 0 = antisymmetric"),
    overPeak("evenness", mirrored(1), "largest |dG(dt) - dG(-dt)| over the peak; 0 = symmetric"),
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
    ratio(
      { name: "dynamicFactor", doc: "change at the dynamic level over the quasi-static one, at the peak" },
      slow.p - slow.d,
      changeAt(device.rate, curve, deltaT),
      FLAT,
    ),
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
    ratio(
      {
        name: "eventDriven",
        doc: "largest difference between the curve by events on ticks and Eq. (1), over the peak",
      },
      worst,
      peak,
      FLAT,
    ),
  ];
}

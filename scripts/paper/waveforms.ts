/** What the named waveforms of the paper's forms make, held against what its text says of them. */
import { devices } from "../../src/core/device/index.js";
import { curveFigures } from "../../src/core/stdp/curve-figures.js";
import { gateVoltage } from "../../src/core/stdp/gate.js";
import { integrateWaveform } from "../../src/core/stdp/integrate.js";
import { formatQuantity } from "../../src/core/units.js";
import { type FormName, forms } from "../../src/core/waveform/index.js";

/** Found for what the text says; and the earlier ones, of which figures 5, 6, 7d and Table 1 are made. */
export const DESIGNED = Object.keys(forms).filter((name) => name.startsWith("designed-")) as FormName[];
export const EARLIER: readonly FormName[] = [
  "antisymmetric",
  "ltp-only",
  "symmetric",
  "antisymmetric-deadzone",
  "antisymmetric-100us",
  "antisymmetric-100ns",
];

export const HEADER = [
  "form",
  "length",
  "gate",
  "largest \\|ΔG\\|",
  "at Δt",
  "at +20",
  "at −20",
  "at ±160",
  "one spike alone",
  "a pair, up + down",
];

/** What is read off a form's curve; changes are relative to the largest. */
export interface Reading {
  readonly length: number;
  readonly peakGate: number;
  readonly peak: number;
  readonly peakAt: number;
  /** At an eighth of the span on either side (20 of 160), and at its end, the larger of both sides. */
  readonly near: { readonly after: number; readonly before: number };
  readonly far: number;
  readonly lone: number;
  /** What the pair of the largest change moves up and down in all. */
  readonly gross: number;
}

export function read(name: FormName): Reading {
  const { pre, post, device, span = 160e-3 } = forms[name];
  const { rate } = devices[device as keyof typeof devices].create({});
  const { largest, smallest, peakGate, lonePre, lonePost } = curveFigures({ rate, pre, post }, span);
  const most = Math.abs(smallest.change) > largest.change ? smallest : largest;
  const peak = Math.abs(most.change);
  const at = (deltaT: number) => integrateWaveform(rate, gateVoltage(pre, 0, post, deltaT, 1, 1));
  const relative = (deltaT: number) => {
    const { p, d } = at(deltaT);
    return (p - d) / peak;
  };
  const { p, d } = at(most.deltaT);
  const long = ({ t }: typeof pre) => t.at(-1)! - t[0]!;
  return {
    length: Math.max(long(pre), long(post)),
    peakGate,
    peak,
    peakAt: most.deltaT,
    near: { after: relative(span / 8), before: relative(-span / 8) },
    far: Math.max(Math.abs(relative(span)), Math.abs(relative(-span))),
    lone: Math.max(Math.abs(lonePre.net), Math.abs(lonePost.net)) / peak,
    gross: (p + d) / peak,
  };
}

export function row(name: FormName): string[] {
  const r = read(name);
  const percent = (x: number) => `${Number((100 * x).toPrecision(2))} %`;
  return [
    `\`${name}\``,
    formatQuantity(r.length, "s", 3),
    formatQuantity(r.peakGate, "V", 3),
    formatQuantity(r.peak, "S", 2),
    formatQuantity(Math.abs(r.peakAt) < 1e-3 * r.length ? 0 : r.peakAt, "s", 2),
    percent(r.near.after),
    percent(r.near.before),
    percent(r.far < 1e-6 ? 0 : r.far),
    percent(r.lone < 1e-6 ? 0 : r.lone),
    percent(r.gross),
  ];
}

/** STDP curves with the terminal and gate voltages that make them, and what is read off them. */
import { curveFigures } from "../../../../core/stdp/curve-figures.js";
import type { WindowsSpec } from "../spec.js";
import type { Drawing } from "./drawing.js";
import { levelInWords, rateNote, waveformNotes } from "./provenance.js";
import { changeAt, type Drawn } from "./windows-curve.js";
import { curveNumbers } from "./windows-numbers.js";
import { curvePanels, gatePanels, terminalPanels } from "./windows-panels.js";

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

function notes(spec: WindowsSpec): string[] {
  const { curves, device, level } = spec;
  const applied = [...new Set(curves.map((c) => c.factor))].filter((f) => f !== 1);
  const whose = curves.some((c) => c.factorGiven)
    ? "given in the config"
    : "the paper's own between Eq. (1) and its measurement";
  const waveforms = waveformNotes(spec);
  return [
    applied.length > 0
      ? `Common factor ${applied.join(", ")}: ${whose}; curves are shown with it, numbers without unless they say so.`
      : "No common factor is applied.",
    [...waveforms, rateNote(device, "ΔG scales with the assumed 5 nS/s at 2 V.")].join(" "),
    ...(level ? [levelNote(level)] : []),
  ];
}

function levelNote(level: NonNullable<WindowsSpec["level"]>): string {
  const { text, assumed } = levelInWords(level);
  return `D${text.slice(1)}: ${assumed ? "assumed, " : ""}to be compared with the common factor.`;
}

/** Pulses at the gate: change against length and voltage, the rates read from them, and the laws that fit them. */
import { labelOf } from "../../../../core/device/index.js";
import { powerFit, pulseChange } from "../../../../core/stdp/pulses.js";
import { hasAssumedScale } from "../../../device-source.js";
import type { PulsesSpec } from "../spec.js";
import type { Drawing } from "./drawing.js";
import { levelInWords, rateNote } from "./provenance.js";
import type { Measured } from "./pulses-measured.js";
import { anchorTable, fitTable, lawNumbers, pulseNumbers } from "./pulses-numbers.js";
import { changePanel, lawsPanel, ratePanel, temperaturePanel, thicknessPanel } from "./pulses-panels.js";

export function drawPulses(spec: PulsesSpec): Drawing {
  const { device, lengths, level } = spec;
  const measured = spec.voltages.map((voltage): Measured => {
    const change = lengths.map((t) => pulseChange(device.rate, voltage, t));
    const dynamic = lengths.map((t) => pulseChange(device.rate, voltage, t, level));
    return {
      voltage,
      change,
      dynamic,
      fit: powerFit(lengths, change),
      dynamicFit: powerFit(lengths, dynamic),
    };
  });
  const both = [1, -1] as const;
  const shown = levelInWords(level);
  return {
    panels: [
      ...both.flatMap((sign) => changePanel(measured, lengths, sign)),
      ratePanel(device.rate, measured),
      lawsPanel(device.rate),
      temperaturePanel(spec),
      thicknessPanel(spec),
    ],
    numbers: [...pulseNumbers(measured), ...lawNumbers(spec)],
    tables: [fitTable(measured), anchorTable(labelOf(device), device.rate)],
    notes: [
      "The rates are the log-log fits at 1 s: the paper says intersect and no time, so the unit of time is assumed.",
      `Dashed: ${shown.text}${shown.assumed ? " (assumed)" : ""}.`,
      rateNote(
        device,
        "Absolute rates are assumed (5 nS/s at 2 V): the paper's text gives ratios only, and none for negative voltages.",
      ),
      ...(hasAssumedScale(device)
        ? []
        : [
            "Panels over temperature and thickness are of the law hopping-butler-volmer with its assumed numbers.",
          ]),
    ],
  };
}

/** Energy of one spike event part by part, what the same circuit does to the curve, and Table 1 again. */
import type { Figure, TechnologyName } from "../../../../core/device/technologies.js";
import { chargingTime, gateCapacitance, params } from "../../../../core/energy/circuit.js";
import { type Consistency, consistency } from "../../../../core/energy/consistency.js";
import { pairEnergy, type SpikeEnergy } from "../../../../core/energy/spike-energy.js";
import { type ComputedRow, energyRequest, type Table1Row, table1 } from "../../../../core/energy/table-1.js";
import { chargedWindow } from "../../../../core/stdp/charging.js";
import { stdpWindow } from "../../../../core/stdp/window.js";
import { formatQuantity } from "../../../../core/units.js";
import { waveform } from "../../../../core/waveform/index.js";
import type { Panel } from "../../../panel.js";
import type { EnergySpec } from "../spec.js";
import type { Drawing, FigureNumber, FigureTable } from "./drawing.js";

export function drawEnergy(spec: EnergySpec): Drawing {
  const { circuit, spikes } = spec;
  const rows = table1(circuit, spikes);
  const own = rows.find((r) => r.computed)!.computed!;
  const both = consistency(circuit, undefined, spikes);
  return {
    panels: [partsPanel(spec), chargingPanel(spec), technologiesPanel(rows)],
    numbers: numbersOf(spec, own, both),
    tables: [partsTable(own), comparison(rows, own, circuit), assumptions(spec)],
    notes: [
      fittedResistance(circuit)
        ? "The resistance is fitted to the paper's 27 to 54 fJ, so that range is no prediction; what it brings with it is."
        : `The resistance is given in the config: ${formatQuantity(circuit.resistance, "ohm")}.`,
      `With it R C / 2 is ${formatQuantity(both.tau, "s")}: behind the gate's own charging ${(100 * both.effect.shareThere).toFixed(0)} % of the curve is left at its original peak.${both.effect.shareThere < both.share ? " Energy and speed are not consistent with these numbers: both are reported." : ""}`,
      "Insertion is an upper bound: all protons at the event's largest gate voltage.",
    ],
  };
}

/** Whether the divider is as nobody gave it. */
function fittedResistance({ resistance }: EnergySpec["circuit"]): boolean {
  return resistance === params.resistance.default;
}

function isDefault(circuit: EnergySpec["circuit"]): boolean {
  return Object.entries(params).every(([name, p]) => circuit[name as keyof typeof circuit] === p.default);
}

function partsPanel({ circuit, spikes, deltaT }: EnergySpec): Panel {
  const request = energyRequest(circuit, spikes);
  const energies = Array.from(deltaT, (dt) => pairEnergy(request, dt));
  const part = (name: string, of: (e: SpikeEnergy) => number, colour: number) => ({
    name,
    x: deltaT,
    y: Float64Array.from(energies, of),
    mark: "line" as const,
    colour,
  });
  return {
    id: "parts",
    title: "Energy of a pre and post spike (100 ns waveforms)",
    x: { label: "Δt = t_post − t_pre", unit: "s" },
    y: { label: "energy", unit: "J" },
    series: [
      part("total", (e) => e.total, 6),
      part("divider", (e) => e.divider, 0),
      part("gate capacitance", (e) => e.capacitor, 2),
      part("insertion (upper bound)", (e) => e.insertion, 1),
    ],
    columns: 6,
  };
}

function chargingPanel({ circuit, spikes, deltaT }: EnergySpec): Panel {
  const { rate, pre, post } = energyRequest(circuit, spikes);
  const tau = chargingTime(circuit);
  return {
    id: "charging",
    title: "STDP curve behind the gate's charging",
    x: { label: "Δt = t_post − t_pre", unit: "s" },
    y: { label: "ΔG", unit: "S" },
    series: [
      {
        name: "R C far below 1 ns",
        x: deltaT,
        y: stdpWindow({ rate, pre, post, deltaT }),
        mark: "line",
        colour: 0,
      },
      {
        name: `R C / 2 = ${formatQuantity(tau, "s", 2)}`,
        x: deltaT,
        y: chargedWindow({ rate, pre, post, tau, deltaT }),
        mark: "dashed",
        colour: 1,
      },
    ],
  };
}

function technologiesPanel(rows: readonly Table1Row[]): Panel {
  return {
    id: "technologies",
    title: "Energy per spiking event (Table 1)",
    x: { label: "", unit: "1" },
    y: { label: "energy", unit: "J", scale: "log", domain: [1e-15, 1e-8] },
    categories: rows.map((r) => r.name),
    series: [
      {
        name: "paper, upper end",
        x: Float64Array.from(rows.keys()),
        y: Float64Array.from(rows, (r) => r.stated.energy.high),
        mark: "dots",
        colour: 6,
      },
      {
        name: "here, dearest pair",
        x: Float64Array.of(rows.findIndex((r) => r.computed)),
        y: Float64Array.of(rows.find((r) => r.computed)!.computed!.pair.largest.energy.total),
        mark: "outline",
        colour: 1,
      },
    ],
  };
}

function numbersOf(
  { circuit, spikes, deltaT }: EnergySpec,
  own: ComputedRow,
  both: Consistency,
): FigureNumber[] {
  const J = (name: string, value: number, doc: string): FigureNumber => ({ name, value, unit: "J", doc });
  const { smallest, largest } = own.pair;
  const request = energyRequest(circuit, spikes);
  const energies = Array.from(deltaT, (dt) => pairEnergy(request, dt));
  return [
    J("dividerLow", smallest.energy.divider, "divider of the cheapest pair"),
    J(
      "dividerApart",
      pairEnergy(request, own.programming).divider,
      "divider of a pair that does not overlap",
    ),
    J("dividerHigh", largest.energy.divider, "divider of the dearest pair"),
    J("pairLow", smallest.energy.total, "all parts of the cheapest pair"),
    J("pairHigh", largest.energy.total, "all parts of the dearest pair"),
    J("lonePre", own.lonePre.total, "all parts of a pre spike alone"),
    J("lonePost", own.lonePost.total, "all parts of a post spike alone"),
    J("lonePreDivider", own.lonePre.divider, "divider of a pre spike alone"),
    J(
      "capacitor",
      Math.max(smallest.energy.capacitor, largest.energy.capacitor),
      "charging the gate, a pair",
    ),
    J("insertion", own.insertionEstimate, "proton insertion, all charge at 10 V"),
    J(
      "insertionLargest",
      Math.max(...energies.map((e) => e.insertion)),
      "insertion by integration, the largest of all pairs",
    ),
    J("fullSwing", own.fullSwing, "C V^2 at 10 V"),
    { name: "programming", value: own.programming, unit: "s", doc: "length of one waveform" },
    {
      name: "chargingTime",
      value: both.tau,
      unit: "s",
      doc: `R C / 2 of the ${isDefault(circuit) ? "assumed " : ""}circuit`,
    },
    {
      name: "leftAtPeak",
      value: both.effect.shareThere,
      unit: "1",
      doc: "share of the 100 ns curve left behind that charging, at its original peak",
    },
    {
      name: "resistanceNeeded",
      value: both.resistanceNeeded,
      unit: "ohm",
      doc: `resistance that would keep ${100 * both.share} % of the peak`,
    },
    {
      name: "leftOfPeak",
      value: both.effect.shareOfPeak,
      unit: "1",
      doc: "largest change behind that charging over the largest without",
    },
    {
      name: "capacitance",
      value: gateCapacitance(circuit),
      unit: "F",
      doc: `of the ${isDefault(circuit) ? "assumed " : ""}gate`,
    },
    J("idle", pairEnergy(resting(circuit), 0).total, "drawn in a second in which both terminals rest at 0 V"),
  ];
}

/** Both terminals at 0 V for a second. */
function resting(circuit: EnergySpec["circuit"]): ReturnType<typeof energyRequest> {
  const rest = waveform([
    [0, 0],
    [1, 0],
  ]);
  return { ...energyRequest(circuit), pre: rest, post: rest };
}

const fJ = (joule: number): string => formatQuantity(joule, "J", 3);

function partsTable({ lonePre, lonePost, pair }: ComputedRow): FigureTable {
  const row = (name: string, e: SpikeEnergy) => [
    name,
    fJ(e.divider),
    fJ(e.capacitor),
    fJ(e.insertion),
    fJ(e.total),
  ];
  const where = (dt: number) => formatQuantity(dt, "s");
  return {
    title: "Energy per event (insertion: upper bound)",
    header: ["event", "divider", "gate capacitance", "insertion", "total"],
    rows: [
      row("pre spike alone", lonePre),
      row("post spike alone", lonePost),
      row(`cheapest pair, Δt = ${where(pair.smallest.deltaT)}`, pair.smallest.energy),
      row(`dearest pair, Δt = ${where(pair.largest.deltaT)}`, pair.largest.energy),
    ],
  };
}

/** A stated number with its mark. */
function stated({ low, high, unit, relation, mark }: Figure): string {
  const text = (x: number) => (unit === "1" ? `${100 * x} %` : formatQuantity(x, unit));
  const span = low === high ? text(low) : `${text(low)} to ${text(high)}`;
  return `${relation === "below" ? "< " : ""}${span}${mark === "assumed" ? " (assumed)" : ""}`;
}

function comparison(
  rows: readonly Table1Row[],
  own: ComputedRow,
  circuit: EnergySpec["circuit"],
): FigureTable {
  const here = (name: TechnologyName) =>
    name === "EIS"
      ? `${fJ(own.pair.smallest.energy.total)} to ${fJ(own.pair.largest.energy.total)}, R ${fittedResistance(circuit) ? "assumed" : "given"}`
      : "not modelled";
  return {
    title: "Table 1: synaptic devices compared",
    header: [
      "technology",
      "programming",
      "device to device",
      "event to event",
      "energy per event",
      "energy, here",
    ],
    rows: rows.map(({ name, stated: t }) => [
      name,
      stated(t.programming),
      stated(t.d2d),
      stated(t.c2c),
      stated(t.energy),
      here(name),
    ]),
  };
}

function assumptions({ circuit }: EnergySpec): FigureTable {
  return {
    title: "What the energies rest on",
    header: ["number", "value", "meaning", "source"],
    rows: Object.entries(params).map(([name, p]) => [
      name,
      formatQuantity(circuit[name as keyof typeof circuit], p.unit, 4),
      p.doc,
      circuit[name as keyof typeof circuit] === p.default ? p.source : "given in the config",
    ]),
  };
}

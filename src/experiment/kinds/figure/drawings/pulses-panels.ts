/** Panels of the pulse figure: changes, rates, laws, temperature, thickness. */
import { ANCHORS } from "../../../../core/rate/anchors.js";
import { rates } from "../../../../core/rate/index.js";
import type { RateLaw } from "../../../../core/rate/model.js";
import { PROBE_VOLTAGE } from "../../../../core/rate/probe.js";
import { evenly } from "../../../../core/stdp/curve-figures.js";
import { formatQuantity } from "../../../../core/units.js";
import type { Panel, Series } from "../../../panel.js";
import type { PulsesSpec } from "../spec.js";
import { type Measured, physicsLaw } from "./pulses-measured.js";

export function changePanel(measured: readonly Measured[], lengths: Float64Array, sign: 1 | -1): Panel[] {
  const shown = measured.filter((m) => m.voltage * sign > 0);
  if (shown.length === 0) return [];
  // One colour per size of the voltage, in both panels.
  const sizes = [...new Set(measured.map((m) => Math.abs(m.voltage)))].sort((a, b) => a - b);
  const lines = shown.flatMap(({ voltage, change, dynamic }): Series[] => {
    const k = sizes.indexOf(Math.abs(voltage));
    return [
      {
        name: `${String(voltage).replace("-", "−")} V`,
        x: lengths,
        y: change.map(Math.abs),
        mark: "dots",
        colour: k,
      },
      { name: "", x: lengths, y: change.map(Math.abs), mark: "line", colour: k, silent: true },
      { name: "", x: lengths, y: dynamic.map(Math.abs), mark: "dashed", colour: k, silent: true },
    ];
  });
  const nothing = new Float64Array(0);
  const series: Series[] = [
    ...lines,
    { name: "dynamic level", x: nothing, y: nothing, mark: "dashed", colour: 6 },
  ];
  return [
    {
      id: sign > 0 ? "insertion" : "extraction",
      title: sign > 0 ? "Insertion: change by one pulse" : "Extraction: change by one pulse",
      x: { label: "pulse length", unit: "s", scale: "log" },
      y: { label: sign > 0 ? "ΔG" : "−ΔG", unit: "S", scale: "log" },
      series,
    },
  ];
}

export function ratePanel(law: RateLaw, measured: readonly Measured[]): Panel {
  const reach = Math.max(...measured.map((m) => Math.abs(m.voltage)));
  const branch = (sign: 1 | -1): Series[] => {
    const x = evenly(0.3 * sign, 1.05 * reach * sign, 200);
    const points = measured.filter((m) => m.voltage * sign > 0);
    const colour = sign > 0 ? 0 : 1;
    const name = sign > 0 ? "insertion" : "extraction";
    return [
      { name: `${name}, law`, x, y: x.map((v) => sign * law.rate(law.vOc + v)), mark: "line", colour },
      {
        name: `${name}, from pulses`,
        x: Float64Array.from(points, (m) => m.voltage),
        y: Float64Array.from(points, (m) => m.fit.intercept),
        mark: "dots",
        colour,
      },
    ];
  };
  return {
    id: "rate",
    title: "Rate against gate voltage",
    x: { label: "V_G", unit: "V" },
    y: { label: "|dG/dt|", unit: "S/s", scale: "log" },
    series: [...branch(-1), ...branch(1)],
  };
}

/** r/r(2 V): what the two ratios of the paper ask of a law. */
export function lawsPanel(device: RateLaw): Panel {
  const x = evenly(1.6, 6.5, 120);
  const relative = (law: RateLaw) => x.map((v) => law.rate(law.vOc + v) / law.rate(law.vOc + PROBE_VOLTAGE));
  const laws = Object.entries(rates).map(
    ([name, model], k): Series => ({
      name,
      x,
      y: relative(model.create({}, 0)),
      mark: name === "hopping-butler-volmer" ? "dashed" : "line",
      colour: k + 1,
    }),
  );
  return {
    id: "laws",
    title: "Rate laws held to 60x at 4 V",
    x: { label: "V_G − V_oc", unit: "V" },
    y: { label: "r / r(2 V)", unit: "1", scale: "log" },
    series: [
      { name: "device", x, y: relative(device), mark: "line", colour: 0 },
      ...laws,
      {
        name: "paper",
        x: Float64Array.of(PROBE_VOLTAGE, ...ANCHORS.map((a) => a.voltage)),
        y: Float64Array.of(1, ...ANCHORS.map((a) => a.ratio)),
        mark: "dots",
        colour: 6,
      },
    ],
  };
}

export function temperaturePanel({ temperatures }: PulsesSpec): Panel {
  const x = evenly(1.5, 6.5, 120);
  return {
    id: "temperature",
    title: "Physics law: temperature (14 nm)",
    x: { label: "V_G", unit: "V" },
    y: { label: "dG/dt", unit: "S/s", scale: "log" },
    series: temperatures.map((temperature) => {
      const law = physicsLaw({ temperature });
      return {
        name: `${(temperature - 273.15).toFixed(0)} °C`,
        x,
        y: x.map((v) => law.rate(v)),
        mark: "line",
      };
    }),
  };
}

export function thicknessPanel({ thicknesses }: PulsesSpec): Panel {
  const x = evenly(1.5, 6.5, 120);
  return {
    id: "thickness",
    title: "Physics law: electrolyte (20 °C)",
    x: { label: "V_G", unit: "V" },
    y: { label: "dG/dt", unit: "S/s", scale: "log" },
    series: thicknesses.map((thickness) => {
      const law = physicsLaw({ thickness });
      return { name: formatQuantity(thickness, "m"), x, y: x.map((v) => law.rate(v)), mark: "line" };
    }),
  };
}

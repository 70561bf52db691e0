/** Panels of an STDP figure: terminals, gate, curves. */
import { formatQuantity } from "../../../../core/units.js";
import type { Waveform } from "../../../../core/waveform/index.js";
import type { Panel, Series } from "../../../panel.js";
import type { WindowsSpec } from "../spec.js";
import { type Drawn, gateAt } from "./windows-curve.js";

/** V_pre and V_post of every different pair; a shared V_pre is drawn once. */
export function terminalPanels({ curves }: WindowsSpec): Panel[] {
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

export function gatePanels({ curves, gateAt: shown }: WindowsSpec): Panel[] {
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

export function curvePanels({ deltaT, layout }: WindowsSpec, drawn: readonly Drawn[]): Panel[] {
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

function peakOf(waves: readonly Waveform[]): number {
  return Math.max(...waves.flatMap((w) => [...w.v].map(Math.abs)));
}

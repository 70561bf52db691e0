/**
 * What a report says and draws of an experiment besides its result: plain numbers and words taken from the spec, so
 * that a run folder can be rendered again without the parts (a user's own device, say) that made it.
 */
import { type Device, labelOf } from "../core/device/index.js";
import type { ParamTable } from "../core/params.js";
import type { NetworkSpec } from "../network/spec.js";
import { hasOwnRates, presetOf, rateSourceOf } from "./device-source.js";
import type { PhysicsSpec } from "./physics.js";
import type { PhysicsFacts } from "./physics-facts.js";

/** A number of the model, where it comes from, and whether the config changed it. */
export interface Constant {
  /** What it belongs to: "output (lif-cond)". */
  part: string;
  name: string;
  value: number;
  unit: string;
  doc: string;
  source: string;
  isDefault: boolean;
}

/** Of every experiment that has a network. */
export interface NetworkFacts {
  /** Length of a tick, s. */
  tick: number;
  populations: { name: string; size: number; model: string }[];
  constants: Constant[];
  physics: PhysicsFacts | null;
}

export function networkFacts({ tick, populations }: NetworkSpec, physics: PhysicsSpec | undefined) {
  return {
    tick,
    populations: populations.map(({ name, size, neuron }) => ({
      name,
      size,
      model: neuron ? firstSentence(neuron.model.doc) : "source of spikes",
    })),
    constants: [
      ...(physics ? deviceConstants(physics.device) : []),
      ...populations.flatMap(({ name, neuron }) =>
        neuron ? constants(name, neuron.model.params, neuron.values) : [],
      ),
    ],
  };
}

/** Source of what the config gives in place of a default. */
export const GIVEN = "set in the config";

/** A preset's numbers with its sources; of a device of the user's own only the values are known. */
export function deviceConstants(device: Device): Constant[] {
  const { gMin, g0, gMax, beta, betaMinus, d2d, c2c, rate } = device;
  const part = `device ${labelOf(device)}`;
  const values: Readonly<Record<string, number>> = { gMin, g0, gMax, beta, d2d, c2c, vOc: rate.vOc };
  const preset = presetOf(device);
  if (!preset)
    return Object.entries(values).map(([name, value]) => {
      const unit = name.startsWith("g") ? "S" : name === "vOc" ? "V" : "1";
      return { part, name, value, unit, doc: "", source: "of a module of the user's own", isDefault: true };
    });
  const known = Object.fromEntries(Object.entries(preset.params).filter(([name]) => name in values));
  const probe = 2; // V, where the paper's ratios refer to
  const rateRow: Constant = {
    part,
    name: "r(2 V)",
    value: rate.rate(probe),
    unit: "S/s",
    doc: "rate of change at 2 V",
    source: hasOwnRates(device) ? `${GIVEN}: ${device.rateSource}` : rateSourceOf(device),
    isDefault: !hasOwnRates(device),
  };
  const rows = [...constants(part, known, values, device.sources), ...factorRows(device, part)];
  if (betaMinus === undefined) return [...rows, rateRow];
  const at = rows.findIndex(({ name }) => name === "beta");
  const beta2 = { ...rows[at]!, isDefault: false };
  const signed = [
    { ...beta2, name: "beta, r > 0" },
    { ...beta2, name: "beta, r < 0", value: betaMinus },
  ];
  return [...rows.slice(0, at), ...signed, ...rows.slice(at + 1), rateRow];
}

/** Of a state factor by a table: how many rows it has, and that the exponent of its sign does nothing. */
function factorRows({ tables = {}, sources }: Device, part: string): Constant[] {
  return (["plus", "minus"] as const).flatMap((side): Constant[] => {
    const table = tables[side];
    const name = `rows of f${side === "plus" ? "+" : "-"}`;
    const doc = `state factor while the rate is ${side === "plus" ? "above" : "below"} 0 by a table; beta is not used for it`;
    const source = sources?.stateFactor ?? GIVEN;
    return table ? [{ part, name, value: table.u.length, unit: "1", doc, source, isDefault: false }] : [];
  });
}

function constants(
  part: string,
  table: ParamTable,
  values: Readonly<Record<string, number>>,
  sources: Readonly<Record<string, string>> = {},
): Constant[] {
  return Object.entries(table).map(([name, p]) => {
    const value = values[name] ?? p.default;
    const given = sources[name];
    const isDefault = value === p.default && given === undefined;
    return { part, name, value, unit: p.unit, doc: p.doc, source: given ?? p.source, isDefault };
  });
}

/** Docs may continue with details a table has no room for. */
function firstSentence(doc: string): string {
  return /^[^\n]*?[.:](?=\s|$)/.exec(doc)?.[0].slice(0, -1) ?? doc;
}

/**
 * What a report says and draws of an experiment besides its result: plain numbers and words taken from the spec, so
 * that a run folder can be rendered again without the parts (a user's own device, say) that made it.
 */
import { type Device, type DevicePreset, devices } from "../core/device/index.js";
import type { ParamTable } from "../core/params.js";
import type { ChoiceSpec } from "../experiment/kinds/choice/spec.js";
import type { ClassifySpec, PresentationSpec } from "../experiment/kinds/classify/spec.js";
import type { FigureSpec } from "../experiment/kinds/figure/spec.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import type { SimulateSpec } from "../experiment/kinds/simulate/spec.js";
import type { PhysicsSpec } from "../experiment/physics.js";
import type { HomeostasisSpec } from "../learning/homeostasis.js";
import type { NetworkSpec } from "../network/spec.js";
import { type Curve, type PhysicsFacts, physicsFacts } from "./physics-facts.js";

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

interface CommonFacts {
  /** Length of a tick, s. */
  tick: number;
  populations: { name: string; size: number; model: string }[];
  constants: Constant[];
  physics: PhysicsFacts | null;
}

export interface ClassifyFacts extends CommonFacts {
  kind: "classify";
  dataset: { name: string; hash: string; trainImages: number; testImages: number };
  gain: { schedule: string; end: number };
  homeostasis: HomeostasisSpec;
  presentation: PresentationSpec;
  /** 0 = no weight normalisation. */
  columnSum: number;
}

export interface SimulateFacts extends CommonFacts {
  kind: "simulate";
  /** s. */
  duration: number;
  /** STDP window of each plastic projection, where there are several. */
  rules?: { of: string; window: Curve }[];
}

export interface ChoiceFacts extends CommonFacts {
  kind: "choice";
  stimuli: ChoiceSpec["stimuli"];
  choice: ChoiceSpec["choice"];
  reward: ChoiceSpec["reward"];
}

export interface FigureFacts {
  kind: "figure";
  figure: string;
  constants: Constant[];
  /** Figures bring panels of their own. */
  physics: null;
}

export type RunFacts = ClassifyFacts | SimulateFacts | ChoiceFacts | FigureFacts;

export function runFacts(spec: ExperimentSpec): RunFacts {
  switch (spec.kind) {
    case "classify":
      return classifyFacts(spec);
    case "simulate":
      return simulateFacts(spec);
    case "choice":
      return {
        kind: "choice",
        ...networkFacts(spec.network, spec.physics),
        physics: spec.physics ? physicsFacts(spec.physics) : null,
        stimuli: spec.stimuli,
        choice: spec.choice,
        reward: spec.reward,
      };
    case "figure":
      return figureFacts(spec);
  }
}

function classifyFacts(spec: ClassifySpec): ClassifyFacts {
  const { dataset, gain, network } = spec;
  return {
    kind: "classify",
    ...networkFacts(network, spec.physics),
    physics: spec.physics ? physicsFacts(spec.physics, { ...gain, tick: network.tick }) : null,
    dataset: {
      name: dataset.name,
      hash: dataset.hash,
      trainImages: dataset.train.count,
      testImages: dataset.test.count,
    },
    gain: { schedule: gain.schedule, end: gain.end },
    homeostasis: spec.homeostasis,
    presentation: spec.presentation,
    columnSum: spec.columnSum,
  };
}

function simulateFacts(spec: SimulateSpec): SimulateFacts {
  return {
    kind: "simulate",
    ...networkFacts(spec.network, spec.physics),
    physics: spec.physics ? physicsFacts(spec.physics) : null,
    duration: spec.duration,
    ...(spec.physicsOf ? { rules: rulesOf(spec.physicsOf) } : {}),
  };
}

function rulesOf(physicsOf: Readonly<Record<string, PhysicsSpec>>) {
  return Object.entries(physicsOf).map(([of, physics]) => ({ of, window: physicsFacts(physics).window }));
}

function figureFacts(spec: FigureSpec): FigureFacts {
  const devices = "device" in spec ? [spec.device] : "points" in spec ? spec.points.map((p) => p.device) : [];
  const different = devices.filter((d, k) => devices.findIndex((other) => other.name === d.name) === k);
  return {
    kind: "figure",
    figure: spec.figure,
    constants: different.flatMap(deviceConstants),
    physics: null,
  };
}

function networkFacts({ tick, populations }: NetworkSpec, physics: PhysicsSpec | undefined) {
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

/** A preset's numbers with its sources; of a device of the user's own only the values are known. */
function deviceConstants(device: Device): Constant[] {
  const { gMin, g0, gMax, beta, d2d, c2c, rate } = device;
  const part = `device ${device.name}`;
  const values: Readonly<Record<string, number>> = { gMin, g0, gMax, beta, d2d, c2c, vOc: rate.vOc };
  const preset = (devices as Readonly<Record<string, DevicePreset>>)[device.name];
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
    source: device.rateSource ?? preset.rateSource,
    isDefault: true,
  };
  return [...constants(part, known, values), rateRow];
}

function constants(part: string, table: ParamTable, values: Readonly<Record<string, number>>): Constant[] {
  return Object.entries(table).map(([name, p]) => {
    const value = values[name] ?? p.default;
    return { part, name, value, unit: p.unit, doc: p.doc, source: p.source, isDefault: value === p.default };
  });
}

/** Docs may go on with details a table has no room for. */
function firstSentence(doc: string): string {
  return /^[^\n]*?[.:](?=\s|$)/.exec(doc)?.[0].slice(0, -1) ?? doc;
}

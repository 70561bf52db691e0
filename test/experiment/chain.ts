/** A simulation small enough for tests, with something of everything under way at most ticks. */
import { devices } from "../../src/core/device/index.js";
import { encoders } from "../../src/core/encoder/index.js";
import { type NeuronName, neurons } from "../../src/core/neuron/index.js";
import type { Winner } from "../../src/core/neuron/model.js";
import { defaults } from "../../src/core/params.js";
import { forms } from "../../src/core/waveform/index.js";
import { eisSynapse } from "../../src/crossbar/eis.js";
import type { EisSpec } from "../../src/crossbar/eis-spec.js";
import type { SynapseModel } from "../../src/crossbar/model.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import { rules } from "../../src/network/connect/index.js";
import type { ProjectionSpec } from "../../src/network/spec.js";

export const TICK = 0.5e-3;
const preset = devices["eis-ysz14"];
export const device = preset.create(defaults(preset.params));
/** Moves at 0 V as well. */
export const tilted = preset.create({ ...defaults(preset.params), vOc: -0.2 });

/** Per model: receptors, what makes a handful of inputs suffice, and inhibition. */
const DRIVE = {
  lif: { excitatory: "delta", inhibitory: "delta", weight: 8e-3, inhibition: -3e-3 },
  "lif-exp": { excitatory: "excitatory", inhibitory: "inhibitory", weight: 40e-3, inhibition: 20e-3 },
  "lif-alpha": { excitatory: "excitatory", inhibitory: "inhibitory", weight: 40e-3, inhibition: 20e-3 },
  adex: { excitatory: "excitatory", inhibitory: "inhibitory", weight: 60e-3, inhibition: 20e-3 },
  izhikevich: { excitatory: "delta", inhibitory: "delta", weight: 12e-3, inhibition: -3e-3 },
  "lif-mixed": { excitatory: "excitatory", inhibitory: "current", weight: 12, inhibition: -20e-3 },
  "lif-cond": { excitatory: "excitatory", inhibitory: "inhibitory", weight: 2.5, inhibition: 5 },
} as const satisfies Record<NeuronName, unknown>;

/** Synapses that exist with probability p. */
export const sparse = (p: number) => ({ model: rules.probability, values: { p } });

export interface Setting {
  readonly neuron?: NeuronName;
  readonly values?: Readonly<Record<string, number>>;
  readonly winner?: Winner;
  readonly synapse?: Partial<EisSpec> | "trace-stdp" | "fixed";
  /** Of the first and second projection; default: all-to-all. */
  readonly rule?: ProjectionSpec["rule"];
  /** Of the second projection alone. */
  readonly secondRule?: ProjectionSpec["rule"];
  /** Delays of the first projection, ticks. */
  readonly delay?: number;
  readonly delayMax?: number;
  readonly seed?: string;
  readonly kernel?: SimulateSpec["kernel"];
  readonly ticks?: number;
}

function connection(synapse: Setting["synapse"], weight: number): Pick<ProjectionSpec, "synapse" | "weight"> {
  if (synapse === "fixed") return { weight: 0.3 * weight };
  if (synapse === "trace-stdp")
    return {
      synapse: traceStdp({
        nuPre: 1e-3,
        nuPost: 0.02,
        tauPre: 20e-3,
        tauPost: 20e-3,
        tauPost2: 40e-3,
        wMax: 1,
        init: { from: 0.2, to: 0.4 },
        readGain: weight,
      }),
    };
  return { synapse: devicesOf(synapse ?? {}, weight) };
}

function devicesOf(change: Partial<EisSpec>, weight: number): SynapseModel {
  const { pre, post } = forms["box-over-ramp"];
  return eisSynapse({
    device,
    pre,
    post,
    alphaPre: 1,
    alphaPost: 1,
    form: "ordered",
    overlap: "restart",
    readGain: weight / (device.gMax - device.gMin),
    init: { from: 0.2, to: 0.4 },
    d2d: 0.1,
    c2c: 0.1,
    independentPolarity: false,
    ...change,
  });
}

/** Twelve inputs, five neurons that inhibit each other, and three that learn from them; every kind of probe. */
export function chain(setting: Setting = {}): SimulateSpec {
  const { neuron = "lif-cond", winner = "all", delay = 3, delayMax, synapse, ticks = 900 } = setting;
  const { excitatory, inhibitory, weight, inhibition } = DRIVE[neuron];
  const model = neurons[neuron];
  const own = { model, values: { ...defaults(model.params), ...setting.values }, winner };
  return {
    kind: "simulate",
    seed: setting.seed ?? "9",
    duration: ticks * TICK,
    network: {
      tick: TICK,
      populations: [
        { name: "input", size: 12 },
        { name: "hidden", size: 5, neuron: own },
        { name: "output", size: 3, neuron: own },
      ],
      projections: [
        {
          name: "first",
          from: "input",
          to: "hidden",
          rule: setting.rule ?? "all-to-all",
          receptor: excitatory,
          delay: delay * TICK,
          ...(delayMax === undefined ? {} : { delayMax: delayMax * TICK }),
          ...connection(synapse, weight),
        },
        {
          name: "second",
          from: "hidden",
          to: "output",
          rule: setting.secondRule ?? setting.rule ?? "all-to-all",
          receptor: excitatory,
          delay: 7 * TICK,
          ...connection(synapse, 2 * weight),
        },
        {
          name: "inhibition",
          from: "hidden",
          to: "hidden",
          rule: "lateral",
          receptor: inhibitory,
          delay: 2 * TICK,
          weight: inhibition,
        },
      ],
    },
    sources: {
      input: encoders["poisson-rate"].create({ ...defaults(encoders["poisson-rate"].params), rate: 80 }),
    },
    probes: [
      { kind: "spikes", of: "input" },
      { kind: "spikes", of: "hidden" },
      { kind: "spikes", of: "output" },
      { kind: "counts", of: "output" },
      { kind: "voltage", of: "hidden", neurons: [0, 3], every: 3 * TICK },
      { kind: "state", of: "hidden", variable: neuron === "lif-exp" ? "u" : "v", every: 7 * TICK },
      ...(synapse === "fixed" ? [] : [{ kind: "conductance" as const, of: "second", every: 5 * TICK }]),
    ],
    ...(setting.kernel ? { kernel: setting.kernel } : {}),
  };
}

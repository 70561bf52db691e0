/** From a synapse's value to the model that makes it. */
import { labelOf, withBounds } from "../../core/device/index.js";
import { checkReach } from "../../core/stdp/gate-reach.js";
import { timing } from "../../core/stdp/pair-tables.js";
import { eisSynapse } from "../../crossbar/eis.js";
import type { Initial } from "../../crossbar/initial.js";
import type { SynapseModel } from "../../crossbar/model.js";
import { farthestAmplitude } from "../../crossbar/nonideal/driver-amplitude.js";
import { physicsReach } from "../../experiment/guards.js";
import type { PhysicsSpec } from "../../experiment/physics.js";
import { traceStdp } from "../../learning/trace-stdp.js";
import { isLaw } from "../fields/spread.js";
import type { Signals } from "../schema/alpha.js";
import type { EisValue, SynapseValue, TraceStdpValue } from "../schema/synapse.js";
import { buildAlphas } from "./alpha.js";
import { buildDevice } from "./device.js";
import { buildLaw } from "./law.js";
import { buildNonIdeal } from "./non-ideal.js";
import type { ProblemList } from "./problems.js";
import { deviceSpreadOf, readNoiseOf, spreadOf } from "./variability.js";
import { buildWaveforms } from "./waveforms.js";

export interface BuiltSynapse {
  readonly model: SynapseModel;
  /** Absent for ideal synapses. */
  readonly physics?: PhysicsSpec;
  /** Bounds of the state in its unit, where all synapses have the same, and the weight of a state of 1. */
  readonly states: {
    readonly low: number;
    readonly high: number;
    readonly unit: "S" | "1";
    readonly readGain: number;
  };
}

/** @returns undefined where there were problems */
export function buildSynapse(
  value: SynapseValue,
  tick: number,
  signals: Signals,
  path: string,
  problems: ProblemList,
): BuiltSynapse | undefined {
  return value.model === "eis"
    ? buildEis(value, tick, signals, path, problems)
    : buildTraceStdp(value, path, problems);
}

function buildEis(
  value: EisValue,
  tick: number,
  signals: Signals,
  path: string,
  problems: ProblemList,
): BuiltSynapse | undefined {
  const soft = buildDevice(value, `${path}.`, problems);
  const waves = buildWaveforms(value.waveforms, `${path}.waveforms`, problems);
  const init = buildInit(value.init, `${path}.init`, problems);
  if (!soft || !waves) return undefined;
  const device = withBounds(soft, value.bounds);
  const fits = problems.attempt(`${path}.waveforms`, () => timing(waves.pre, waves.post, tick));
  if (!fits) return undefined;
  const alphas = buildAlphas(value, signals, tick, path, problems);
  const { variability } = value;
  const nonIdeal = buildNonIdeal(value, device, tick, path, problems);
  if (value.lonePre === "off" && value.form === "ordered")
    problems.add(`${path}.lonePre`, '"off" is for the lumped form; accepted: "on", or form "lumped"');
  const readNoise = readNoiseOf(variability.readNoise, device);
  if (variability.readNoise === "device" && device.readNoise === undefined)
    problems.add(
      `${path}.variability.readNoise`,
      `"device" is what was measured, which ${labelOf(device)} does not say; accepted: a conductance such as "2 nS", or a device file with readNoise`,
    );
  const readGain = value.readGain.value / (device.gMax - device.gMin);
  const model = eisSynapse({
    device,
    ...waves,
    ...alphas,
    form: value.form,
    overlap: value.overlap,
    readGain,
    init,
    d2d: deviceSpreadOf(variability.d2d, device.d2d),
    c2c: spreadOf(variability.c2c, device.c2c),
    ...(readNoise ? { readNoise } : {}),
    independentPolarity: variability.independentPolarity,
    nonIdeal,
    lonePre: value.lonePre,
    ...(value.tiles ? { tiles: value.tiles } : {}),
  });
  const amplitudeReach = farthestAmplitude(nonIdeal.driver ?? {});
  const physics = { device, ...waves, ...alphas, ...(amplitudeReach > 0 ? { amplitudeReach } : {}) };
  problems.attempt(`${path}.waveforms`, () => checkReach(device.rate, physicsReach(physics)));
  const states = { low: device.gMin, high: device.gMax, unit: "S", readGain } as const;
  return { model, physics, states };
}

function buildTraceStdp(
  { model: _, readGain, init: written, ...numbers }: TraceStdpValue,
  path: string,
  problems: ProblemList,
): BuiltSynapse {
  const init = buildInit(written, `${path}.init`, problems, numbers.wMax);
  if ("to" in init && init.to > numbers.wMax)
    problems.add(
      `${path}.init`,
      `weights up to ${init.to} are above wMax; accepted: at most ${problems.written(`${path}.wMax`)}`,
    );
  const states = { low: 0, high: numbers.wMax, unit: "1", readGain: readGain.value } as const;
  return { model: traceStdp({ ...numbers, init, readGain: readGain.value }), states };
}

/** How states are drawn to begin with; any law where a file says them, or where there are problems. */
function buildInit(init: SynapseValue["init"], path: string, problems: ProblemList, most = 1): Initial {
  const none = { from: 0, to: 0 };
  if (!isLaw(init)) {
    checkRange(init, path, problems);
    return init;
  }
  return buildLaw(init, (x) => x, path, problems, { min: 0, max: Math.min(1, most) }) ?? none;
}

function checkRange(
  { from, to }: { readonly from: number; readonly to: number },
  path: string,
  problems: ProblemList,
): void {
  if (from > to)
    problems.add(
      path,
      `from ${problems.written(`${path}.from`)} is above to ${problems.written(`${path}.to`)}; accepted: from at most to`,
    );
}

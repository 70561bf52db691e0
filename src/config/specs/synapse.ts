/** From a synapse's document to the model that makes it. */
import { withBounds } from "../../core/device/index.js";
import { timing } from "../../core/stdp/pair-tables.js";
import { eisSynapse } from "../../crossbar/eis.js";
import type { SynapseModel } from "../../crossbar/model.js";
import { farthestAmplitude } from "../../crossbar/nonideal/driver-amplitude.js";
import type { PhysicsSpec } from "../../experiment/physics.js";
import { traceStdp } from "../../learning/trace-stdp.js";
import type { Parts } from "../parts.js";
import { si, weightUnitOf } from "../schema/fields.js";
import { buildAlphas, type SignalDocuments } from "./alpha.js";
import { buildDevice } from "./device.js";
import type { EisDocument, SynapseDocument, TraceStdpDocument } from "./document.js";
import { buildNonIdeal, withoutSpreads } from "./non-ideal.js";
import type { ProblemList } from "./problems.js";
import { deviceSpreadOf, spreadOf } from "./variability.js";
import { buildWaveforms } from "./waveforms.js";

export interface BuiltSynapse {
  readonly model: SynapseModel;
  /** Absent for ideal synapses. */
  readonly physics?: PhysicsSpec;
}

/** @returns undefined where there were problems */
export function buildSynapse(
  parts: Parts,
  doc: SynapseDocument,
  tick: number,
  signals: SignalDocuments,
  path: string,
  problems: ProblemList,
): BuiltSynapse | undefined {
  return doc.model === "eis"
    ? buildEis(parts, doc, tick, signals, path, problems)
    : buildTraceStdp(doc, path, problems);
}

function buildEis(
  parts: Parts,
  doc: EisDocument,
  tick: number,
  signals: SignalDocuments,
  path: string,
  problems: ProblemList,
): BuiltSynapse | undefined {
  const { params, spreads } = withoutSpreads(doc.params);
  const soft = buildDevice(parts, { ...doc, params }, `${path}.`, problems);
  const waves = buildWaveforms(parts, doc.waveforms, `${path}.waveforms`, problems);
  const init = buildRange(doc.init, `${path}.init`, problems);
  if (!soft || !waves) return undefined;
  const device = withBounds(soft, doc.bounds);
  const fits = problems.attempt(`${path}.waveforms`, () => timing(waves.pre, waves.post, tick));
  if (!fits) return undefined;
  const alphas = buildAlphas(doc, signals, tick, path, problems);
  const { variability } = doc;
  const nonIdeal = buildNonIdeal(parts, doc.nonIdeal ?? {}, spreads, device, tick, path, problems);
  if (doc.lonePre === "off" && doc.form === "ordered")
    problems.add(`${path}.lonePre`, '"off" is for the lumped form; accepted: "on", or form "lumped"');
  const model = eisSynapse({
    device,
    ...waves,
    ...alphas,
    form: doc.form,
    overlap: doc.overlap,
    readGain: si(doc.readGain, weightUnitOf(doc.readGain)) / (device.gMax - device.gMin),
    init,
    d2d: deviceSpreadOf(variability.d2d, device.d2d),
    c2c: spreadOf(variability.c2c, device.c2c),
    independentPolarity: variability.independentPolarity,
    nonIdeal,
    lonePre: doc.lonePre,
  });
  const amplitudeReach = farthestAmplitude(nonIdeal?.driver ?? {});
  return {
    model,
    physics: { device, ...waves, ...alphas, ...(amplitudeReach > 0 ? { amplitudeReach } : {}) },
  };
}

function buildTraceStdp(doc: TraceStdpDocument, path: string, problems: ProblemList): BuiltSynapse {
  const model = traceStdp({
    nuPre: si(doc.nuPre, "1"),
    nuPost: si(doc.nuPost, "1"),
    tauPre: si(doc.tauPre, "s"),
    tauPost: si(doc.tauPost, "s"),
    tauPost2: si(doc.tauPost2, "s"),
    wMax: si(doc.wMax, "1"),
    init: buildRange(doc.init, `${path}.init`, problems),
    readGain: si(doc.readGain, weightUnitOf(doc.readGain)),
  });
  return { model };
}

function buildRange(
  doc: { from: string | number; to: string | number },
  path: string,
  problems: ProblemList,
) {
  const from = si(doc.from, "1");
  const to = si(doc.to, "1");
  if (from > to) problems.add(path, `from ${doc.from} is above to ${doc.to}; accepted: from at most to`);
  return { from, to };
}

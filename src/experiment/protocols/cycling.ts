/**
 * Trains of spike pairs on one electrochemical synapse, through the same event-driven path as a network's: spikes
 * start waveforms, and what the gate sees moves the conductance. Pairs are so far apart that one is over before
 * the next begins.
 *
 * @see Huang et al., Adv. Mater. (2025), 10.1002/adma.202418484, sec. 2.5 and fig. 6
 */
import { dense } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import { type CyclingSchedule, checkSchedule } from "../../core/stdp/cycling.js";
import { timing } from "../../core/stdp/pair-tables.js";
import type { Waveform } from "../../core/waveform/model.js";
import { eisSynapse } from "../../crossbar/eis.js";
import type { EisSpec } from "../../crossbar/eis-spec.js";
import type { SynapseModel } from "../../crossbar/model.js";
import { masterStream } from "../../seed.js";

export interface CyclingRequest {
  readonly device: Device;
  readonly pre: Waveform;
  readonly post: Waveform;
  /** t_post - t_pre of the pairs of each half cycle, s; whole ticks. */
  readonly deltaUp: number;
  readonly deltaDown: number;
  /** Length of a tick, s. */
  readonly tick: number;
  readonly schedule: CyclingSchedule;
  /** Seed of the c2c noise. */
  readonly seed: string;
  /** Relative standard deviation of each pair's change; 0 unless given. */
  readonly c2c?: number;
}

/** Spikes of one pair, in ticks from the start of its slot. */
export interface PairSlot {
  readonly pre: number;
  readonly post: number;
  /** Ticks until the pair is over. */
  readonly length: number;
}

/**
 * Where the two spikes of a pair stand in its slot. A post waveform starts one tick after its spike, so the spike
 * is one tick earlier than delta_t says.
 * @throws RangeError for a delta_t that is not a whole number of ticks, or as `timing`
 */
export function pairSlot(pre: Waveform, post: Waveform, deltaT: number, tick: number): PairSlot {
  const ticks = deltaT / tick;
  const delta = Math.round(ticks);
  if (!(Math.abs(ticks - delta) <= 1e-6 * Math.max(1, Math.abs(ticks))))
    throw new RangeError(`delta_t is ${deltaT} s, ${ticks} ticks; it must be a whole number of ticks`);
  const { preLead, postLead, nPre, nPost } = timing(pre, post, tick);
  const first = Math.max(0, 1 - delta);
  const second = first + delta - 1;
  const over = Math.max(first + preLead + nPre, second + 1 + postLead + nPost);
  return { pre: first, post: second, length: over };
}

/** One synapse that starts at `schedule.start`, exact and in order, and drives no neuron. */
export function cyclingSynapse({ device, pre, post, schedule, c2c = 0 }: CyclingRequest): SynapseModel {
  checkSchedule(device, schedule);
  const fraction = (schedule.start - device.gMin) / (device.gMax - device.gMin);
  const spec: EisSpec = {
    device,
    pre,
    post,
    alphaPre: 1,
    alphaPost: 1,
    form: "ordered",
    overlap: "restart",
    readGain: 0,
    init: { from: fraction, to: fraction },
    d2d: 0,
    c2c,
    independentPolarity: false,
  };
  return eisSynapse(spec);
}

/** Slots of both kinds of pair, stretched to one length. */
export function cyclingSlots({ pre, post, deltaUp, deltaDown, tick }: CyclingRequest) {
  const up = pairSlot(pre, post, deltaUp, tick);
  const down = pairSlot(pre, post, deltaDown, tick);
  return { up, down, length: Math.max(up.length, down.length) };
}

/**
 * Conductance before the first and after every pair, S; length 1 + cycles (pairsUp + pairsDown).
 * @throws RangeError as `pairSlot` and `checkSchedule`
 */
export function cycleCrossbar(request: CyclingRequest): Float64Array {
  const { schedule, tick, seed } = request;
  // The path under which a network's projection "synapses" would draw: both see the same noise.
  const random = masterStream(seed, "synapses", "synapses");
  const synapse = cyclingSynapse(request).create({ wiring: dense(1, 1), tick, random });
  const { up, down, length } = cyclingSlots(request);
  const { pairsUp, pairsDown, cycles } = schedule;
  const course = new Float64Array(1 + cycles * (pairsUp + pairsDown));
  course[0] = synapse.conductance(0, 0);
  for (let k = 1; k < course.length; k++) {
    const slot = (k - 1) % (pairsUp + pairsDown) < pairsUp ? up : down;
    const begin = (k - 1) * length;
    const spikes = [
      { at: begin + slot.pre, fire: () => synapse.pre(0, begin + slot.pre) },
      { at: begin + slot.post, fire: () => synapse.post(0, begin + slot.post) },
    ].sort((a, b) => a.at - b.at);
    for (const { at, fire } of spikes) {
      synapse.settle(at);
      fire();
    }
    synapse.settle(begin + length);
    course[k] = synapse.conductance(0, begin + length);
  }
  return course;
}

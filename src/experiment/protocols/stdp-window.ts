/**
 * The STDP curve as a crossbar gives it: every delta_t is a synapse of one column, whose pre spike comes at its own
 * time before or after the column's single post spike. The same events as in a network, on the tick grid.
 */
import { dense } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import { Random } from "../../core/random.js";
import type { Waveform } from "../../core/waveform/model.js";
import { eisSynapse } from "../../crossbar/eis.js";

export interface CrossbarWindowRequest {
  readonly device: Device;
  readonly pre: Waveform;
  readonly post: Waveform;
  /** Length of a tick, s. */
  readonly tick: number;
  /** t_post - t_pre, whole ticks. */
  readonly deltaTicks: readonly number[];
}

/**
 * Change of a synapse that starts at the device's g0 by one pair, S, for each delta_t.
 * @throws RangeError for a delta_t that is not whole, or waveforms that do not fit the tick
 */
export function crossbarWindow({ device, pre, post, tick, deltaTicks }: CrossbarWindowRequest): Float64Array {
  for (const d of deltaTicks)
    if (!Number.isInteger(d)) throw new RangeError(`delta_t is ${d} ticks; it must be a whole number`);
  const nPre = deltaTicks.length;
  const from = (device.g0 - device.gMin) / (device.gMax - device.gMin);
  const crossbar = eisSynapse({
    device,
    pre,
    post,
    alphaPre: 1,
    alphaPost: 1,
    form: "ordered",
    overlap: "restart",
    readGain: 0,
    init: { from, to: from },
    d2d: 0,
    c2c: 0,
    independentPolarity: false,
  }).create({ wiring: dense(nPre, 1), tick, random: Random.of("window") });
  const before = Float64Array.from(deltaTicks, (_, i) => crossbar.conductance(crossbar.wiring.find(i, 0), 0));

  const postStart = Math.max(1, ...deltaTicks);
  const arrivals = deltaTicks.map((d, i) => ({ i, tick: postStart - d })).sort((a, b) => a.tick - b.tick);
  let next = 0;
  const arrive = (until: number): void => {
    for (; next < nPre && arrivals[next]!.tick <= until; next++) {
      crossbar.settle(arrivals[next]!.tick);
      crossbar.pre(arrivals[next]!.i, arrivals[next]!.tick);
    }
  };
  // A post waveform starts one tick after its spike.
  arrive(postStart - 1);
  crossbar.settle(postStart - 1);
  crossbar.post(0, postStart - 1);
  arrive(Number.POSITIVE_INFINITY);
  crossbar.finish(arrivals.reduce((last, a) => Math.max(last, a.tick), postStart));
  return before.map((g, i) => crossbar.state[crossbar.wiring.find(i, 0)]! - g);
}

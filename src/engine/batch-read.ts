/**
 * Reads a frozen crossbar for all ticks of a presentation at once: spikes [tick][row] times conductances [row][column]
 * is one matrix product. Sums in another order than spike by spike, hence equal to rounding only.
 */
import { packedSingle } from "../core/connectivity/index.js";
import type { SpikeTrain } from "../core/spikes.js";
import { type TfjsBackend, use } from "../crossbar/kernels/tfjs-backend.js";
import type { Crossbar } from "../crossbar/model.js";

export class BatchRead {
  constructor(private readonly backend: TfjsBackend) {}

  /** Sums of the rows that spike at each tick, S, [tick][column]. */
  currents(crossbar: Crossbar, train: SpikeTrain, ticks: number): Float32Array {
    const { nPre, nPost } = crossbar.wiring;
    const spikes = new Float32Array(ticks * nPre);
    for (let s = 0; s < train.count; s++) spikes[train.tick[s]! * nPre + train.index[s]!]! += 1;
    use(this.backend);
    const { tf } = this.backend;
    return tf.tidy(() => {
      const at = tf.tensor2d(spikes, [ticks, nPre]);
      const g = tf.tensor2d(packedSingle(crossbar.wiring, crossbar.state), [nPre, nPost]);
      return tf.matMul(at, g).dataSync() as Float32Array;
    });
  }
}

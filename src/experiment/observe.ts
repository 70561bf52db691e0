/** Looking at a network while it learns: what is handed out can be read and kept, and cannot change the run. */
import { packedSingle, wholeRows } from "../core/connectivity/index.js";
import type { Crossbar } from "../crossbar/model.js";
import type { Network } from "../network/build.js";

/** Asks for observations. */
export interface Observe {
  /** After how many training images, or trials, each time; a whole number above 0. The last one is seen too. */
  readonly every: number;
  /** The run goes on when this is done. What it throws ends the run. */
  see(observation: Observation): void | Promise<void>;
}

/** A look at a network while it learns. */
export interface Observation {
  /** Training images shown, or trials played, and how many there are in all. */
  readonly done: number;
  /** Presentations of the whole training. */
  readonly total: number;
  /** Projections that learn, by name. */
  readonly synapses: ReadonlyMap<string, SynapsesView>;
  /** Adaptive part of each output neuron's threshold, V; zeros where the model has none. A copy. */
  readonly theta: Float32Array;
  /** Spikes of each output neuron in the last showing, or trial. A copy. */
  readonly counts: Int32Array;
  /** Threads that shared the last showing, about; the others may be on their way, or not pay. */
  readonly threads: number;
}

/**
 * The synapses of one projection as they are now: a view, of use until `see` returns. A change of a device by presynaptic
 * spikes alone may wait to be applied, as a small one does between images; it is then not in here yet.
 */
export interface SynapsesView {
  /** Inputs of the projection. */
  readonly nPre: number;
  /** Neurons that it leads to. */
  readonly nPost: number;
  /** Conductance (S) of the synapse from i to j, or weight (1) of an ideal one; NaN where there is none. */
  conductance(i: number, j: number): number;
  /** All of them, in the order of weights.npz: by presynaptic neuron, then by postsynaptic one. */
  copy(): Float32Array;
}

/** Calls an observer when it is its turn. */
export class Observer {
  private readonly synapses: ReadonlyMap<string, SynapsesView>;

  /**
   * @param output  position of the output population
   * @throws RangeError for an interval that is no whole number above 0
   */
  constructor(
    private readonly observe: Observe | undefined,
    private readonly network: Network,
    private readonly output: number,
  ) {
    if (observe && !(Number.isInteger(observe.every) && observe.every > 0))
      throw new RangeError(`observe.every is ${observe.every}; accepted: a whole number above 0`);
    this.synapses = new Map(
      network.projections.flatMap(({ name, crossbar }) => (crossbar ? [[name, viewOf(crossbar)]] : [])),
    );
  }

  /** Whether it is its turn: asked after every image or trial, so that nothing waits for an observer in between. */
  due(done: number, total: number): boolean {
    return this.observe !== undefined && (done % this.observe.every === 0 || done === total);
  }

  /** When it is due. @param counts  spikes of each output neuron @param threads  that shared the last showing */
  async after(done: number, total: number, counts: Int32Array, threads = 1): Promise<void> {
    const { theta, n } = this.network.populations[this.output]!.neurons!;
    await this.observe?.see({
      done,
      total,
      synapses: this.synapses,
      theta: theta?.slice() ?? new Float32Array(n),
      counts: counts.slice(),
      threads,
    });
  }
}

function viewOf(crossbar: Crossbar): SynapsesView {
  const { wiring } = crossbar;
  const rows = wholeRows(wiring);
  const { nPre, nPost } = rows;
  const place = wiring.split?.position;
  return {
    nPre,
    nPost,
    conductance(i, j) {
      const inside = i >= 0 && i < nPre && j >= 0 && j < nPost;
      const at = inside ? rows.find(i, j) : -1;
      return at < 0 ? Number.NaN : crossbar.state[place ? place[at]! : at]!;
    },
    copy: () => packedSingle(crossbar.wiring, crossbar.state),
  };
}

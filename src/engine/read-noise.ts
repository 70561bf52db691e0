/**
 * Noise of reads: each spike reads each conductance anew, with an error of its own. Errors of the devices on a column add
 * up to one normal number, as many times larger as the root of their count.
 */
import type { Wiring } from "../core/connectivity/index.js";
import type { Random } from "../core/random.js";

export class ReadNoise {
  private origin = 0;
  /** Devices read in each column at the present tick, where that differs. */
  private readonly reads: Int32Array | undefined;

  /**
   * @param sigma  standard deviation of one read, in the unit of the state
   * @param stream  numbers of a tick and column depend on it and on the tick alone
   */
  constructor(
    private readonly sigma: number,
    private stream: Random,
    private readonly wiring: Wiring,
  ) {
    if (wiring.form === "csr") this.reads = new Int32Array(wiring.nPost);
  }

  /** From `origin` on numbers come from this stream, ticks counted from there. */
  begin(stream: Random, origin: number): void {
    this.stream = stream;
    this.origin = origin;
  }

  /**
   * @param sum  of the columns at `tick`, in the unit of the state
   * @param rows  that are read; the first `count`
   */
  add(sum: Float32Array | Float64Array, rows: Int32Array, count: number, tick: number): void {
    const { sigma, wiring, reads } = this;
    const random = this.stream.split(tick - this.origin);
    reads?.fill(0);
    if (reads && wiring.form === "csr")
      for (let r = 0; r < count; r++)
        for (let at = wiring.rowStart(rows[r]!), end = wiring.rowEnd(rows[r]!); at < end; at++)
          reads[wiring.target[at]!]!++;
    const root = Math.sqrt(count);
    for (let j = 0; j < wiring.nPost; j++) {
      const deviation = sigma * (reads ? Math.sqrt(reads[j]!) : root);
      if (deviation > 0) sum[j]! += deviation * random.normal();
    }
  }
}

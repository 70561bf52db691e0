/** lif by a compiled kernel, which says who is at its threshold. */
import type { Compiled } from "../compiled.js";

/** The upper half of the double 2^52 + x, whose lower half is x: as such a number the kernel has times. */
const UPPER = 0x43300000;

export class CompiledLif {
  v: Float64Array = new Float64Array(0);
  since: Float64Array = new Float64Array(0);
  input: Float64Array = new Float64Array(0);
  /** Neurons at their threshold, ascending. */
  over: Int32Array = new Int32Array(0);
  private decay: Float64Array = new Float64Array(0);
  private parameters: Int32Array = new Int32Array(0);
  /** Address of a Poisson drive that the step applies itself; 0: none. */
  drive = 0;
  private laidOut = false;

  /** @param decay  what is left of v - vRest after so many ticks */
  constructor(
    private readonly compiled: Compiled,
    decay: Float64Array,
    private readonly n: number,
  ) {
    compiled.move(decay, (there) => {
      this.decay = there;
    });
    compiled.move(new Int32Array(n), (there) => {
      this.over = there;
    });
    compiled.move(new Int32Array(8), (there) => {
      this.parameters = there;
    });
  }

  /** Neurons take their input. @returns  how many are at their threshold */
  step(tick: number, vRest: number, reach: number, perTick: number): number {
    const { compiled, parameters, n } = this;
    if (!this.laidOut) this.layOut();
    return compiled.kernels.stepLif(parameters.byteOffset, 0, n, tick, vRest, reach, perTick);
  }

  private layOut(): void {
    const { v, since, input, decay, over } = this;
    this.parameters.set([
      v.byteOffset,
      since.byteOffset,
      input.byteOffset,
      decay.byteOffset,
      decay.length,
      UPPER,
      over.byteOffset,
      this.drive,
    ]);
    this.laidOut = true;
  }
}

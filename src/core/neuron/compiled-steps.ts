/** Steps of neurons by a compiled kernel, which says who is over the threshold. */
import type { Compiled, NetworkKernels } from "../compiled.js";

type Numbers = Float64Array | Int32Array | Uint8Array;

/** Kernels that take neurons from one tick to the next. */
export type StepKernel =
  | "stepAdex"
  | "stepIzhikevich"
  | "stepLifAlpha"
  | "stepLifExpDriven"
  | "stepLifMixed"
  | "stepLifDriven";

export class CompiledSteps {
  /** Neurons over their threshold, ascending. */
  over: Int32Array = new Int32Array(0);
  private readonly arrays: Numbers[] = [];
  private parameters: Int32Array = new Int32Array(0);
  private laidOut = false;

  /**
   * @param given  arrays of the kernel in its order, and what is told of where each is; after the first, who is over is written
   * @param constants  of the kernel in its order
   */
  constructor(
    readonly compiled: Compiled,
    private readonly n: number,
    private readonly kernel: StepKernel,
    given: readonly (readonly [Numbers, (there: never) => void])[],
    private readonly constants: readonly number[],
  ) {
    const [first, ...others] = given;
    this.take(first!);
    this.take([new Int32Array(n), (there: Int32Array) => (this.over = there)]);
    for (const one of others) this.take(one);
    // Addresses up to a whole number of doubles.
    const addresses = 2 * Math.ceil(this.arrays.length / 2);
    compiled.move(new Int32Array(addresses + 2 * constants.length), (there) => {
      this.parameters = there;
    });
  }

  private take([values, use]: readonly [Numbers, (there: never) => void]): void {
    const x = this.arrays.length;
    this.compiled.move(values, (there) => {
      this.arrays[x] = there;
      use(there as never);
    });
  }

  /** All neurons go on to `tick`. @returns  how many are over their threshold */
  step(tick: number, passes = true): number {
    if (!this.laidOut) this.layOut();
    const kernels: NetworkKernels = this.compiled.kernels;
    return kernels[this.kernel](this.parameters.byteOffset, 0, this.n, tick, passes);
  }

  private layOut(): void {
    const { arrays, parameters, constants } = this;
    for (const [x, array] of arrays.entries()) parameters[x] = array.byteOffset;
    const behind = 2 * Math.ceil(arrays.length / 2);
    new Float64Array(parameters.buffer, parameters.byteOffset + 4 * behind, constants.length).set(constants);
    this.laidOut = true;
  }
}

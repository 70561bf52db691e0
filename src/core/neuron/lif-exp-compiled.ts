/** lif-exp by a compiled kernel, which takes the input and says whose spikes are to be foreseen. */
import type { Compiled } from "../compiled.js";
import type { ExpCourse } from "./exp-course.js";

type Numbers = Float64Array | Int32Array;
type Moved = readonly [Numbers, (there: never) => void];

const ARRAYS = 13;
/** Addresses and a length, then doubles. */
const CONSTANTS = 14;

export class CompiledLifExp {
  /** i: neuron i may reach its threshold; -1 - i: its input is still to be taken. */
  listed: Int32Array = new Int32Array(0);
  private readonly arrays: Numbers[] = [];
  private parameters: Int32Array = new Int32Array(0);
  private laidOut = false;

  /** @param state  u, iE, iI, base, version and both inputs, and what is told where each has moved to */
  constructor(
    private readonly compiled: Compiled,
    private readonly n: number,
    private readonly course: ExpCourse,
    state: readonly Moved[],
  ) {
    const listed: Moved = [
      new Int32Array(n),
      (there: Int32Array) => {
        this.listed = there;
      },
    ];
    for (const [x, [values, use]] of [...state, listed, ...course.tables].entries())
      compiled.move(values, (there) => {
        this.arrays[x] = there;
        use(there as never);
      });
    compiled.move(new Int32Array(CONSTANTS + 2 * 3), (there) => {
      this.parameters = there;
    });
  }

  /** Neurons take their input at `tick`. @returns  how many are listed */
  step(tick: number): number {
    if (!this.laidOut) this.layOut();
    return this.compiled.kernels.stepLifExp(this.parameters.byteOffset, 0, this.n, tick);
  }

  private layOut(): void {
    const { arrays, parameters, course } = this;
    for (const [x, array] of arrays.entries()) parameters[x] = array.byteOffset;
    parameters[ARRAYS] = arrays.at(-1)!.length;
    const constants = new Float64Array(parameters.buffer, parameters.byteOffset + 4 * CONSTANTS, 3);
    constants.set([course.mostE, course.mostI, course.reach]);
    this.laidOut = true;
  }
}

/** What threads are to do, in the order in which one would do it; see assembly/network/work.ts. */
import type { Compiled } from "../../core/compiled.js";

/** Numbers by which the kernels know what is to be done. */
export const WORK = {
  addFixedSingle: 0,
  addFixedDouble: 1,
  addSingle: 2,
  addDouble: 3,
  addSingleToDouble: 4,
  addSparseScaled: 5,
  addRows: 6,
  addRowsToDouble: 7,
  addScaled: 8,
  addScaledDouble: 9,
  addPoisson: 10,
  addPoissonEach: 11,
  takeInput: 12,
  takeJumps: 13,
  addDelayed: 14,
  close: 15,
  stepLif: 16,
  stepLifExp: 17,
  stepLifCond: 18,
  stepAdex: 19,
  stepIzhikevich: 20,
  stepLifAlpha: 21,
  stepLifExpDriven: 22,
  stepLifMixed: 23,
  stepLifDriven: 24,
} as const;

export type Work = (typeof WORK)[keyof typeof WORK];

/** Bytes of an item, and where its doubles begin. */
export const ITEM = 96;
const INTEGERS = ITEM / 4;
const DOUBLES = ITEM / 8;
const FIRST_DOUBLE = 8;
/** Where the address of what is told lies. */
const TOLD = 12;
const MOST = 256;

export class WorkList {
  count = 0;
  private integers: Int32Array = new Int32Array(0);
  private doubles: Float64Array = new Float64Array(0);

  constructor(compiled: Compiled) {
    compiled.move(new Int32Array(MOST * INTEGERS), (there) => {
      this.integers = there;
      this.doubles = new Float64Array(there.buffer, there.byteOffset, MOST * DOUBLES);
    });
  }

  get address(): number {
    return this.integers.byteOffset;
  }

  get full(): boolean {
    return this.count === MOST;
  }

  /** Only where it is not full. @param n  targets; @param a  and so on: fields of the item, addresses and whole numbers */
  put(
    work: Work,
    n: number,
    x: number,
    a: number,
    b = 0,
    c = 0,
    d = 0,
    e = 0,
    f = 0,
    g = 0,
    h = 0,
    i = 0,
  ): void {
    const { integers } = this;
    const at = this.count * INTEGERS;
    integers[at] = work;
    integers[at + 1] = n;
    integers[at + 2] = a;
    integers[at + 3] = b;
    integers[at + 4] = c;
    integers[at + 5] = d;
    integers[at + 6] = e;
    integers[at + 7] = f;
    integers[at + 8] = g;
    integers[at + 9] = h;
    integers[at + 10] = i;
    integers[at + TOLD] = 0;
    this.doubles[this.count * DOUBLES + FIRST_DOUBLE] = x;
    this.count++;
  }

  /** Further numbers of the item that was put last. */
  with(y: number, z = 0, w = 0): void {
    const at = (this.count - 1) * DOUBLES + FIRST_DOUBLE;
    this.doubles[at + 1] = y;
    this.doubles[at + 2] = z;
    this.doubles[at + 3] = w;
  }

  /** Where each thread tells how many neurons the item that was put last has listed. */
  tellAt(address: number): void {
    this.integers[(this.count - 1) * INTEGERS + TOLD] = address;
  }
}

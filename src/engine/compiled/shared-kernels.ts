/**
 * Kernels by several threads: what is asked for is listed, and done when a result is needed or someone is to see it. Each thread
 * does its shares of the targets, so that sums keep their order and the bits are those of one thread. What is small, or is one
 * sum over many targets, the host's thread does alone.
 */
import type { NetworkKernels } from "../../core/compiled.js";
import type { Crew } from "./crew.js";
import type { Cuts } from "./cuts.js";
import { SharedSteps } from "./shared-steps.js";
import { WORK, type WorkList } from "./work-list.js";

/** Words of what kernels are told: assembly/network/eis.ts and ring.ts. */
const EIS_COLUMNS = 32;
const RING = { filled: 1, first: 2, length: 7, nPost: 9 };

type FactorsOfEvent = Parameters<NetworkKernels["drawFactors"]>;

export class SharedKernels extends SharedSteps implements NetworkKernels {
  /** What factors are drawn from, until it is known whether threads draw them; undefined: they are drawn. */
  private factors: FactorsOfEvent | undefined;

  constructor(
    private readonly own: NetworkKernels,
    crew: Crew,
    private readonly cuts: Cuts,
  ) {
    super(crew);
  }

  exp(x: number): number {
    return this.own.exp(x);
  }

  addFixedSingle(...rows: Parameters<NetworkKernels["addFixedSingle"]>): void {
    const [input, first, , , target, at, count, weight] = rows;
    const cut = this.cuts.of(first);
    if (!cut) this.alone().addFixedSingle(...rows);
    else
      this.room().put(WORK.addFixedSingle, cut.n, weight, input, cut.address, cut.apart, target, at, count);
  }

  addFixedDouble(...rows: Parameters<NetworkKernels["addFixedDouble"]>): void {
    const [input, first, , , target, at, count, weight] = rows;
    const cut = this.cuts.of(first);
    if (!cut) this.alone().addFixedDouble(...rows);
    else
      this.room().put(WORK.addFixedDouble, cut.n, weight, input, cut.address, cut.apart, target, at, count);
  }

  addSingle(...rows: Parameters<NetworkKernels["addSingle"]>): void {
    if (!this.each(WORK.addSingle, ...rows)) this.alone().addSingle(...rows);
  }

  addDouble(...rows: Parameters<NetworkKernels["addDouble"]>): void {
    if (!this.each(WORK.addDouble, ...rows)) this.alone().addDouble(...rows);
  }

  addSingleToDouble(...rows: Parameters<NetworkKernels["addSingleToDouble"]>): void {
    if (!this.each(WORK.addSingleToDouble, ...rows)) this.alone().addSingleToDouble(...rows);
  }

  /** Rows of a value each. @returns  false where rows are not cut */
  private each(
    work: 2 | 3 | 4,
    ...[sum, first, , , target, values, rows, count]: Parameters<NetworkKernels["addSingle"]>
  ): boolean {
    const cut = this.cuts.of(first);
    if (!cut) return false;
    this.room().put(work, cut.n, 0, sum, cut.address, cut.apart, target, rows, count, values);
    return true;
  }

  addSparseScaled(...all: Parameters<NetworkKernels["addSparseScaled"]>): void {
    const [input, sum, first, , , target, values, rows, count, gain] = all;
    const cut = this.cuts.of(first);
    if (!cut) {
      this.alone().addSparseScaled(...all);
      return;
    }
    const { n, address, apart } = cut;
    this.room().put(WORK.addSparseScaled, n, gain, input, address, apart, target, rows, count, values, sum);
  }

  addRows(sum: number, values: number, stride: number, rows: number, count: number, n: number): void {
    this.room().put(WORK.addRows, n, 0, sum, values, stride, 0, rows, count);
  }

  addRowsToDouble(sum: number, values: number, stride: number, rows: number, count: number, n: number): void {
    this.room().put(WORK.addRowsToDouble, n, 0, sum, values, stride, 0, rows, count);
  }

  addScaled(input: number, sum: number, gain: number, n: number): void {
    this.room().put(WORK.addScaled, n, gain, input, sum);
  }

  addScaledDouble(input: number, sum: number, gain: number, n: number): void {
    this.room().put(WORK.addScaledDouble, n, gain, input, sum);
  }

  addPoisson(...drive: Parameters<NetworkKernels["addPoisson"]>): void {
    const [input, , n, weight, limits, guide, common, commons, low, high, k0, k1] = drive;
    this.room().put(WORK.addPoisson, n, weight, input, limits, guide, common, commons, low, high, k0, k1);
  }

  addPoissonEach(...drive: Parameters<NetworkKernels["addPoissonEach"]>): void {
    const [input, , n, weight, none, mean, low, high, k0, k1] = drive;
    this.room().put(WORK.addPoissonEach, n, weight, input, none, mean, 0, 0, low, high, k0, k1);
  }

  takeInput(input: number, state: number, n: number, factor: number): void {
    this.room().put(WORK.takeInput, n, factor, input, state);
  }

  takeJumps(input: number, state: number, held: number, n: number): void {
    this.room().put(WORK.takeJumps, n, 0, input, state, held);
  }

  addDelayed(...all: Parameters<NetworkKernels["addDelayed"]>): number {
    const [parameters, rows, count, now, weight, single] = all;
    const at = parameters >>> 2;
    const { words, bytes } = this.crew;
    const first = words[at + RING.first]!;
    const cut = first === 0 ? { address: 0, apart: 0 } : this.cuts.of(first);
    if (!cut) return this.alone().addDelayed(...all);
    const filled = words[at + RING.filled]! >>> 0;
    const length = words[at + RING.length]!;
    const inAll = () => {
      let sum = 0;
      for (let slot = 0; slot < length; slot++) sum += bytes[filled + slot]!;
      return sum;
    };
    const before = inAll();
    const n = words[at + RING.nPost]!;
    const { address, apart } = cut;
    this.room().put(
      WORK.addDelayed,
      n,
      weight,
      parameters,
      address,
      apart,
      0,
      rows,
      count,
      now,
      single ? 1 : 0,
    );
    this.complete();
    return inAll() - before;
  }

  drawFactors(...factors: FactorsOfEvent): void {
    this.factors = factors;
  }

  bookColumn(...event: Parameters<NetworkKernels["bookColumn"]>): void {
    const own = this.alone();
    if (this.factors) own.drawFactors(...this.factors);
    this.factors = undefined;
    own.bookColumn(...event);
  }

  closeColumn(...event: Parameters<NetworkKernels["closeColumn"]>): void {
    const { factors } = this;
    if (!factors) {
      this.alone().closeColumn(...event);
      return;
    }
    const [parameters, records, ends, column, first, count, start, length, dropped] = event;
    const [, low, high, , , gain] = factors;
    const columns = this.crew.words[(parameters >>> 2) + EIS_COLUMNS]!;
    const list = this.room();
    list.put(WORK.close, columns, start, parameters, records, ends, column, first, count, length, low, high);
    list.with(dropped, gain);
  }

  changeRow(parameters: number, begin: number, count: number, p: number, d: number): number {
    return this.alone().changeRow(parameters, begin, count, p, d);
  }

  /** For what the host's thread does by itself, once all that was asked for before is done. */
  private alone(): NetworkKernels {
    this.complete();
    return this.own;
  }

  /** The list, with room for an item. */
  private room(): WorkList {
    if (this.list.full) this.complete();
    return this.list;
  }
}

/** One memory for all arrays of a network on which compiled kernels work. It grows as arrays are moved into it. */
import type { Compiled, NetworkKernels } from "../../core/compiled.js";
import type { Csr } from "../../core/connectivity/csr.js";
import type { ThreadMeans } from "../wasm/threads.js";
import { Crew } from "./crew.js";
import { Cuts } from "./cuts.js";
import { FIRST_FREE, type GrowingMemory, instantiateNetwork, MOST_PAGES, PAGE } from "./module.js";
import { SharedKernels } from "./shared-kernels.js";

const LINE = 64;
/** Vectors read so far beyond the last number. */
const BEYOND = 32;

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;
type Kind<T> = new (buffer: ArrayBufferLike, address: number, length: number) => T;

export class Arena implements Compiled {
  readonly kernels: NetworkKernels;
  private readonly memory: GrowingMemory;
  private free = Math.ceil(FIRST_FREE / LINE) * LINE;
  /** Each gives its part the array anew. */
  private readonly moved: (() => void)[] = [];

  /** Further threads, where the memory is shared. */
  readonly crew: Crew | undefined;
  readonly shares: number;
  private readonly cuts: Cuts | undefined;
  private readonly shared: SharedKernels | undefined;

  /**
   * @param threads  that may work on it at once
   * @param means  how further ones are started
   * @param watched  whether all of them work only where that is faster
   * @throws RangeError where there is no room for it
   */
  constructor(threads = 1, means?: ThreadMeans, watched = false) {
    const isShared = means !== undefined && threads > 1;
    const instance = instantiateNetwork(isShared);
    this.memory = instance.memory;
    this.kernels = instance.kernels;
    this.shares = isShared ? threads : 1;
    if (!isShared) return;
    this.crew = new Crew(this, instance, means, threads, watched);
    this.cuts = new Cuts(this, threads);
    this.shared = new SharedKernels(instance.kernels, this.crew, this.cuts);
    this.kernels = this.shared;
  }

  complete(): void {
    this.shared?.complete();
  }

  /** Rows of a wiring that has moved are cut at the shares of threads. */
  cut(wiring: Csr): void {
    this.cuts?.add(wiring);
  }

  /** Bytes in use. */
  get size(): number {
    return this.free;
  }

  /** Whether an array has moved here. */
  holds({ buffer }: Numbers): boolean {
    return buffer === this.memory.buffer;
  }

  move<T extends Numbers>(values: T, use: (there: T) => void): void {
    const address = this.free;
    const end = address + values.byteLength + BEYOND;
    this.makeRoom(end);
    this.free = Math.ceil(end / LINE) * LINE;
    const kind = values.constructor as Kind<T>;
    const { length } = values;
    const there = new kind(this.memory.buffer, address, length);
    there.set(values);
    const give = () => use(new kind(this.memory.buffer, address, length));
    this.moved.push(give);
    give();
  }

  /** A quarter more than is needed, so that it grows a few times only. @throws RangeError where there is no room */
  private makeRoom(end: number): void {
    const { byteLength } = this.memory.buffer;
    if (end <= byteLength) return;
    const pages = (bytes: number) => Math.ceil(bytes / PAGE) - byteLength / PAGE;
    try {
      this.memory.grow(Math.min(pages(1.25 * end), MOST_PAGES - byteLength / PAGE));
    } catch {
      this.memory.grow(pages(end));
    }
    for (const give of this.moved) give();
  }
}

/** One memory for all arrays of a network on which compiled kernels work. It grows as arrays are moved into it. */
import type { Compiled, NetworkKernels } from "../../core/compiled.js";
import { FIRST_FREE, type GrowingMemory, instantiateNetwork, PAGE } from "./module.js";

const LINE = 64;
/** Vectors read so far beyond the last number. */
const BEYOND = 32;

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;
type Kind<T> = new (buffer: ArrayBuffer, address: number, length: number) => T;

export class Arena implements Compiled {
  readonly kernels: NetworkKernels;
  private readonly memory: GrowingMemory;
  private free = Math.ceil(FIRST_FREE / LINE) * LINE;
  /** Each gives its part the array anew. */
  private readonly moved: (() => void)[] = [];

  constructor() {
    const { memory, kernels } = instantiateNetwork();
    this.memory = memory;
    this.kernels = kernels;
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
      this.memory.grow(Math.min(pages(1.25 * end), 65536 - byteLength / PAGE));
    } catch {
      this.memory.grow(pages(end));
    }
    for (const give of this.moved) give();
  }
}

/** Lays arrays out in one memory: sizes first, then views. Regions start on cache lines, behind the kernel's own data. */
const LINE = 64;
/** Addresses below this are the kernel's. */
export const FIRST_ADDRESS = 2048;

type ArrayKind = Float32ArrayConstructor | Float64ArrayConstructor | Int32ArrayConstructor;

export class MemoryPlan {
  private readonly regions = new Map<string, { address: number; kind: ArrayKind; length: number }>();
  bytes = FIRST_ADDRESS;

  /** Set room aside for `length` numbers under a name. */
  add(name: string, kind: ArrayKind, length: number): void {
    this.regions.set(name, { address: this.bytes, kind, length });
    this.bytes += Math.ceil((length * kind.BYTES_PER_ELEMENT) / LINE) * LINE;
  }

  /** Addresses by name. */
  *addresses(): Iterable<[name: string, address: number]> {
    for (const [name, { address }] of this.regions) yield [name, address];
  }

  float32(name: string, buffer: ArrayBufferLike): Float32Array {
    return new Float32Array(buffer, ...this.place(name, Float32Array));
  }

  float64(name: string, buffer: ArrayBufferLike): Float64Array {
    return new Float64Array(buffer, ...this.place(name, Float64Array));
  }

  int32(name: string, buffer: ArrayBufferLike): Int32Array {
    return new Int32Array(buffer, ...this.place(name, Int32Array));
  }

  private place(name: string, kind: ArrayKind): [address: number, length: number] {
    const region = this.regions.get(name);
    if (region?.kind !== kind) throw new Error(`no region "${name}" of ${kind.name}`);
    return [region.address, region.length];
  }
}

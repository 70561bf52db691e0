/** Where each row of a sparse wiring comes to a thread's share of the targets: targets ascend within a row. */
import type { Compiled } from "../../core/compiled.js";
import type { Csr } from "../../core/connectivity/csr.js";

/** A share begins at a multiple of so many targets, as in assembly/network/work.ts. */
export const WHOLE = 64;

export interface Cut {
  /** Of the table [row][share], in positions; the last entry of a row is its end. */
  readonly address: number;
  /** Bytes from row to row. */
  readonly apart: number;
  /** Targets. */
  readonly n: number;
}

/** First target of share s. */
export function beginOf(n: number, s: number, shares: number): number {
  return Math.min(n, Math.floor((Math.ceil(n / WHOLE) * s) / shares) * WHOLE);
}

export class Cuts {
  private readonly byAddress = new Map<number, Cut>();

  constructor(
    private readonly compiled: Compiled,
    private readonly shares: number,
  ) {}

  /**
   * Cuts the rows of a wiring whose lists have moved, where the table takes less than they do; shorter rows are not worth it.
   * @throws RangeError where there is no room
   */
  add(wiring: Csr): void {
    const { shares } = this;
    const { nPre, nPost, count } = wiring;
    const apart = shares + 1;
    if (nPre * apart > count) return;
    const table = new Int32Array(nPre * apart);
    const begins = Array.from({ length: shares }, (_, s) => beginOf(nPost, s, shares));
    for (let i = 0; i < nPre; i++) {
      const end = wiring.first[i + 1]!;
      let at = wiring.first[i]!;
      for (let s = 0; s < shares; s++) {
        at = firstFrom(wiring.target, begins[s]!, at, end);
        table[i * apart + s] = at;
      }
      table[i * apart + shares] = end;
    }
    this.compiled.move(table, ({ byteOffset: address }) => {
      this.byAddress.set(wiring.first.byteOffset, { address, apart: 4 * apart, n: nPost });
    });
  }

  /** @param first  address of a wiring's row starts. @returns  undefined where its rows are not cut */
  of(first: number): Cut | undefined {
    return this.byAddress.get(first);
  }
}

/** First index from `from` to `to` whose value is at least `least`; `to` where none is. */
function firstFrom(values: Int32Array, least: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

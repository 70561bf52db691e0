/** Pair tables of alphas that move: made when first needed, and kept. */
import type { LevelTables } from "./variation.js";

/** Tables of more bytes than this are not kept, but for those that are in use. Assumed: small beside a network. */
const KEPT_BYTES = 2 ** 28;

/** Of the two integrals, which are by far the most of a table. */
function bytesOf(tables: LevelTables): number {
  return tables.reduce((sum, { p, d }) => sum + p.byteLength + d.byteLength, 0);
}

/** Pair tables by the alphas that they hold for, made when first needed. */
export class TablesByAlpha {
  private readonly kept = new Map<string, LevelTables>();
  private bytes = 0;

  /** @param most  bytes that are kept */
  constructor(
    private readonly make: (alphaPre: number, alphaPost: number) => LevelTables,
    private readonly most = KEPT_BYTES,
  ) {}

  of(alphaPre: number, alphaPost: number): LevelTables {
    const key = `${alphaPre} ${alphaPost}`;
    const known = this.kept.get(key);
    if (known) return known;
    const tables = this.make(alphaPre, alphaPost);
    const bytes = bytesOf(tables);
    if (this.bytes + bytes > this.most) this.clear();
    this.kept.set(key, tables);
    this.bytes += bytes;
    return tables;
  }

  /** The waveforms have changed: forget all. */
  clear(): void {
    this.kept.clear();
    this.bytes = 0;
  }
}

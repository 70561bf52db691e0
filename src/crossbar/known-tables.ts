/**
 * Pair tables that were made before, of the same device and voltages: layers alike share them, and so do runs that follow
 * each other in one process (a run and its control, a run that is resumed) and go through the same gains.
 */
import type { RateLaw } from "../core/rate/model.js";
import { buildPairTables, type PairRequest, type PairTables } from "../core/stdp/pair-tables.js";
import type { Waveform } from "../core/waveform/model.js";

/** Bytes that are kept of one device. Assumed: small beside a network; some hundred tables of 40 ticks. */
const MOST_BYTES = 2 ** 24;

class Known {
  readonly tables = new Map<string, PairTables>();
  bytes = 0;
}

const byDevice = new WeakMap<RateLaw, Known>();

const bytesOf = ({ p, d }: PairTables): number => p.byteLength + d.byteLength;
const written = ({ t, v }: Waveform): string => `${t.join()} ${v.join()}`;

/**
 * As `buildPairTables`; nobody may change what is returned.
 * @param most  bytes that are kept of one device
 * @throws RangeError as `timing`
 */
export function pairTables(request: PairRequest, most = MOST_BYTES): PairTables {
  const { rate, pre, post, alphaPre, alphaPost, tick } = request;
  const known = byDevice.get(rate) ?? new Known();
  byDevice.set(rate, known);
  const key = [written(pre), written(post), alphaPre, alphaPost, tick].join("|");
  const before = known.tables.get(key);
  if (before) return before;
  const tables = buildPairTables(request);
  const bytes = bytesOf(tables);
  if (bytes > most) return tables;
  for (const [first, forgotten] of known.tables) {
    if (known.bytes + bytes <= most) break;
    known.tables.delete(first);
    known.bytes -= bytesOf(forgotten);
  }
  known.tables.set(key, tables);
  known.bytes += bytes;
  return tables;
}

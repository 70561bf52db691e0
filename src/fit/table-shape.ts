/**
 * State factors without a formula: f at some conductances of each polarity, linear between them, and a straight line from
 * the outermost to 0 at the bound. Numbers: ln f of each row but the one at G0, where f is 1, and ln of the distance of
 * the bound from the outermost row. Conductances are in units of G0.
 */
import { type FactorTable, factorAt, taken } from "../core/device/factor-table.js";
import { exp, ln } from "../core/elementary.js";
import type { Levels, PulseRows, StateFactor } from "./model.js";
import type { Factors, Shape } from "./shape.js";

/** Rows of each polarity, ascending, 1 among them; none of a polarity that was not measured. */
export interface Nodes {
  readonly up: readonly number[];
  readonly down: readonly number[];
}

export interface TableShape extends Shape {
  readonly nodes: Nodes;
  /** Places of numbers: of each row but that of G0, and of the bounds. */
  readonly at: {
    readonly up: readonly number[];
    readonly down: readonly number[];
    gMax: number;
    gMin: number;
  };
  gMax(values: ArrayLike<number>): number;
  gMin(values: ArrayLike<number>): number;
  /** f at every row of a polarity. */
  rows(values: ArrayLike<number>, side: 1 | -1): number[];
  /** Numbers of other factors with bounds. */
  values(of: Factors, gMax: number, gMin: number): number[];
}

const MOST_ROWS = 12;
/** Reads that a row should have around it. */
const READS = 40;
/** Rows are no nearer to each other than this part of what was visited. */
const APART = 0.04;
const NEAREST = 1e-7;

/** Rows where there are reads, evenly by their number but not too near to each other. */
export function nodesOf(rows: PulseRows, { signs }: Levels): Nodes {
  const side = (sign: 1 | -1): number[] => {
    const reads: number[] = [];
    for (let i = 0; i < rows.after.length; i++) {
      if (signs[rows.level[i]!] !== sign) continue;
      reads.push(rows.after[i]!);
      if (!Number.isNaN(rows.before[i]!)) reads.push(rows.before[i]!);
    }
    if (reads.length === 0) return [];
    reads.sort((a, b) => a - b);
    const at = (share: number): number => reads[Math.round(share * (reads.length - 1))]!;
    const [low, high] = [at(0.01), at(0.99)];
    const count = Math.max(3, Math.min(MOST_ROWS, Math.floor(reads.length / READS)));
    const wanted = Array.from({ length: count }, (_, k) => {
      const share = k / (count - 1);
      return 0.5 * (at(0.01 + 0.98 * share) + low + (high - low) * share);
    });
    const kept = [1];
    for (const g of wanted)
      if (g > 0 && kept.every((other) => Math.abs(g - other) > APART * (high - low))) kept.push(g);
    return kept.sort((a, b) => a - b);
  };
  return { up: side(1), down: side(-1) };
}

export function tableShape(nodes: Nodes): TableShape {
  const { up, down } = nodes;
  const free = (list: readonly number[]) => list.filter((g) => g !== 1);
  const n = free(up).length;
  const m = free(down).length;
  const at = {
    up: free(up).map((_, k) => k),
    down: free(down).map((_, k) => n + k),
    gMax: n + m,
    gMin: n + m + 1,
  };
  const gMax = (v: ArrayLike<number>) => (up.at(-1) ?? 1) + exp(v[at.gMax]!);
  const gMin = (v: ArrayLike<number>) => (down[0] ?? 1) - exp(v[at.gMin]!);
  const rows = (v: ArrayLike<number>, side: 1 | -1): number[] => {
    const places = side > 0 ? at.up : at.down;
    let k = 0;
    return (side > 0 ? up : down).map((g) => (g === 1 ? 1 : exp(v[places[k++]!]!)));
  };
  return {
    names: [...free(up).map((g) => `f+ at ${g}`), ...free(down).map((g) => `f- at ${g}`), "gMax", "gMin"],
    sides: [...at.up.map(() => 1 as const), ...at.down.map(() => -1 as const), 1, -1],
    nodes,
    at,
    gMax,
    gMin,
    rows,
    factors: (v) => ({
      up: tableFactor(gMax(v), 1, up, rows(v, 1)),
      down: tableFactor(gMin(v), -1, down, rows(v, -1)),
    }),
    values: ({ up: f, down: h }, highest, lowest) => [
      ...free(up).map((g) => ln(Math.max(1e-3, f.value(g) / f.value(1)))),
      ...free(down).map((g) => ln(Math.max(1e-3, h.value(g) / h.value(1)))),
      ln(Math.max(0.02, highest - (up.at(-1) ?? 1))),
      ln(Math.max(0.02, (down[0] ?? 1) - lowest)),
    ],
  };
}

/** @param g, f  rows, ascending in g */
function tableFactor(bound: number, side: 1 | -1, g: readonly number[], f: readonly number[]): StateFactor {
  const reference = side * (bound - 1);
  const distance = (x: number): number => Math.max(NEAREST, (side * (bound - x)) / reference);
  const order = side > 0 ? [...g.keys()].reverse() : [...g.keys()];
  const table: FactorTable = {
    u: Float64Array.from([0, ...order.map((k) => distance(g[k]!))]),
    f: Float64Array.from([0, ...order.map((k) => f[k]!)]),
  };
  return {
    bound,
    side,
    move(x, q) {
      const room = side * (bound - x);
      if (room <= NEAREST * reference) return x;
      return x + side * reference * taken(table, room / reference, q / reference);
    },
    value: (x) => factorAt(table, distance(x)),
    slope(x) {
      const u = distance(x);
      const { u: us, f: fs } = table;
      for (let k = 1; k < us.length; k++)
        if (u <= us[k]!) return (-side * (fs[k]! - fs[k - 1]!)) / (us[k]! - us[k - 1]!) / reference;
      return 0;
    },
  };
}

/** Rows as near as may be to the given ones that do not rise against the order; weights are alike. */
export function monotone(f: readonly number[], direction: 1 | -1): number[] {
  // Neighbours of the wrong order are pooled until there are none.
  const blocks: { sum: number; count: number }[] = [];
  for (const x of f) {
    blocks.push({ sum: direction * x, count: 1 });
    for (;;) {
      const [a, b] = [blocks.at(-2), blocks.at(-1)!];
      if (!a || a.sum / a.count <= b.sum / b.count) break;
      blocks.splice(-2, 2, { sum: a.sum + b.sum, count: a.count + b.count });
    }
  }
  return blocks.flatMap(({ sum, count }) => Array<number>(count).fill((direction * sum) / count));
}

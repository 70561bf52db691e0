/** The table of runs in an order, and runs of one config taken together over their seeds. */
import { type MeanInterval, meanCI95 } from "../metrics/interval.js";
import { headlineOf, type RunRow } from "./rows.js";

export interface Order {
  /** A column: "started", "name", "kind", "seed", "state", "seconds", "acc", or the name of a measure. */
  readonly by: string;
  readonly down: boolean;
}

/** Rows in an order; those without a value come last either way. */
export function sorted(rows: readonly RunRow[], { by, down }: Order): RunRow[] {
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [cell(a, by), cell(b, by)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return sign * compare(x, y) || compare(a.id, b.id);
  });
}

function cell(row: RunRow, by: string): string | number | undefined {
  switch (by) {
    case "acc":
      return headlineOf(row);
    case "name":
    case "kind":
    case "seed":
    case "state":
      return row[by];
    case "started":
    case "seconds":
      return row[by] ?? undefined;
    default:
      return row.measures[by];
  }
}

/** Of numbers within words as well: 9 before 10. */
const words = new Intl.Collator("en", { numeric: true });

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return words.compare(String(a), String(b));
}

/** Runs that differ in nothing but their seed. */
export interface Group {
  readonly key: string;
  /** The one that began last. */
  readonly newest: RunRow;
  readonly rows: readonly RunRow[];
  readonly seeds: readonly string[];
  /** Over seeds, finished runs only; one that ran twice with a seed counts once, the newest. By name of the measure. */
  readonly means: Readonly<Record<string, MeanInterval>>;
}

/** Groups in the order of their first rows. Sweeps are in none. */
export function grouped(rows: readonly RunRow[]): Group[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows)
    if (row.type === "run" && row.group !== "")
      groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return [...groups].map(([key, members]) => {
    const byAge = [...members].sort((a, b) => compare(a.started ?? "", b.started ?? ""));
    const bySeed = new Map(byAge.filter((row) => row.state === "finished").map((row) => [row.seed, row]));
    return {
      key,
      newest: byAge.at(-1)!,
      rows: members,
      seeds: [...new Set(members.map((row) => row.seed))].sort(compare),
      means: meansOf([...bySeed.values()]),
    };
  });
}

function meansOf(rows: readonly RunRow[]): Record<string, MeanInterval> {
  const names = new Set(rows.flatMap((row) => Object.keys(row.measures)));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const values = rows.flatMap((row) => row.measures[name] ?? []);
      return values.length === rows.length ? [[name, meanCI95(values)] as const] : [];
    }),
  );
}

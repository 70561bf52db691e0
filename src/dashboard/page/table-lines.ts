/** Lines of the table of runs: of a run, and of runs of one config over their seeds. */
import { el } from "../../explore/page/dom.js";
import { headlineOf, type MeasureInfo, type RunRow } from "../rows.js";
import type { Group } from "../table.js";
import { linkTo } from "./routes.js";
import { isShare, moment, STATES, took, withMargin, written } from "./words.js";

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly number?: boolean;
  readonly wide?: boolean;
}

export const FIXED: readonly Column[] = [
  { key: "state", title: "state" },
  { key: "name", title: "run" },
  { key: "acc", title: "accuracy", number: true },
  { key: "seed", title: "seed", number: true },
  { key: "kind", title: "kind", wide: true },
  { key: "started", title: "begun", wide: true },
  { key: "seconds", title: "took", number: true, wide: true },
];

/** What lines are written in. */
export interface Sheet {
  readonly columns: readonly Column[];
  readonly measures: Readonly<Record<string, MeasureInfo>>;
}

type Cells = readonly (Node | string)[];

/**
 * @param mark  the box that marks the run for a comparison
 * @param member  whether it stands below a line of its group
 */
export function runLine(
  row: RunRow,
  mark: HTMLElement,
  member: boolean,
  { columns, measures }: Sheet,
): HTMLTableRowElement {
  const headline = headlineOf(row);
  const cells: Record<string, Cells> = {
    state: [stateOf(row)],
    name: [
      el("a", { href: linkTo[row.type](row.id) }, row.name || row.id),
      ...(row.id === "." ? [] : [el("small", {}, row.id)]),
      ...(row.type === "sweep" ? [el("small", {}, points(row))] : []),
      ...progress(row),
    ],
    kind: [row.type === "sweep" ? "sweep" : row.kind],
    seed: [row.seed],
    acc: [headline === undefined ? "" : withMargin(headline, row.interval, "1", true)],
    started: [row.started === null ? "" : moment(row.started)],
    seconds: [row.seconds === null ? "" : took(row.seconds)],
  };
  return el(
    "tr",
    { class: member ? "member" : "" },
    el("td", {}, row.type === "run" ? mark : undefined),
    ...columns.map(({ key, number, wide }) => {
      const value = row.measures[key];
      const text = value === undefined ? "" : written(value, measures[key]?.unit ?? "1", isShare(key));
      return el("td", { class: style(number, wide) }, ...(cells[key] ?? [text]));
    }),
  );
}

export function groupLine(
  { newest, seeds, means, rows }: Group,
  { columns, measures }: Sheet,
): HTMLTableRowElement {
  const mean = (name: string): string => {
    const found = means[name];
    return found ? withMargin(found.mean, found.ci95, measures[name]?.unit ?? "1", isShare(name)) : "";
  };
  const n = newest.headline === null ? undefined : means[newest.headline]?.n;
  const cells: Record<string, string> = {
    state: `${rows.length} runs`,
    name: newest.name,
    kind: newest.kind,
    seed: seeds.length > 4 ? `${seeds.length} seeds` : seeds.join(", "),
    acc: newest.headline === null ? "" : `${mean(newest.headline)}${n === undefined ? "" : ` (n = ${n})`}`,
  };
  return el(
    "tr",
    { class: "group" },
    el("td", {}),
    ...columns.map(({ key, number, wide }) =>
      el(
        key === "name" ? "th" : "td",
        { class: style(number, wide), scope: key === "name" ? "row" : undefined },
        cells[key] ?? mean(key),
      ),
    ),
  );
}

/** Where there is little room the sign alone is seen. */
function stateOf({ state, problem }: RunRow): HTMLElement {
  const [sign, word] = STATES[state];
  return el("span", { class: `state ${state}`, title: problem ?? word }, `${sign} `, el("span", {}, word));
}

/** Class of a column's cells. */
export function style(number: boolean | undefined, wide: boolean | undefined): string {
  return [number ? "number" : "", wide ? "wide" : ""].join(" ").trim();
}

function points({ points: p }: RunRow): string {
  if (!p) return "";
  return `${p.done} of ${p.total} runs${p.failed > 0 ? `, ${p.failed} failed` : ""}`;
}

function progress({ progress: p, state }: RunRow): Cells {
  if (!p || state !== "running") return [];
  const share = p.share ?? p.done / Math.max(1, p.total);
  return [
    el("progress", { max: 1, value: share, "aria-label": `${p.phase} ${p.done} of ${p.total} ${p.unit}` }),
  ];
}

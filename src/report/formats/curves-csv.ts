/** All curves of a figure in one long table: panel, series, x, y in SI units. */
import type { Panel, Series } from "../../experiment/panel.js";
import { writeCsv } from "./csv.js";
import { spread } from "./spread.js";

export function curvesCsv(panels: readonly Panel[]): string {
  const rows = rowsOf(panels, ({ x }) => [...x.keys()]);
  return writeCsv({
    panel: rows.map((r) => r.panel),
    series: rows.map((r) => r.series),
    x: rows.map((r) => r.x),
    y: rows.map((r) => r.y),
  });
}

/** Digits of a number in a page's own table, and points of a curve. */
const DIGITS = 5;
const POINTS = 200;

/** The same as exact as it is drawn, with the ends of intervals: small enough for a page. */
export function drawnCurvesCsv(panels: readonly Panel[]): string {
  const rows = rowsOf(panels, ({ x, mark }) =>
    mark === "line" || mark === "dashed" ? spread(x.length, POINTS) : [...x.keys()],
  );
  const written = (x: number) => Number(x.toPrecision(DIGITS));
  const bounded = rows.some((r) => r.low !== undefined && r.low !== r.y);
  return writeCsv({
    panel: rows.map((r) => r.panel),
    series: rows.map((r) => r.series),
    x: rows.map((r) => written(r.x)),
    y: rows.map((r) => written(r.y)),
    ...(bounded
      ? { low: rows.map((r) => written(r.low ?? r.y)), high: rows.map((r) => written(r.high ?? r.y)) }
      : {}),
  });
}

/** @param points  places of a series' points that are written */
function rowsOf(panels: readonly Panel[], points: (series: Series) => readonly number[]) {
  return panels.flatMap((panel) =>
    panel.series.flatMap((series, k) =>
      points(series).map((i) => ({
        panel: panel.id,
        series: series.name || String(k),
        x: series.x[i]!,
        y: series.y[i]!,
        low: series.low?.[i],
        high: series.high?.[i],
      })),
    ),
  );
}

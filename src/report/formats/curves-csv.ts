/** All curves of a figure in one long table: panel, series, x, y in SI units. */
import type { Panel } from "../../experiment/panel.js";
import { writeCsv } from "./csv.js";

export function curvesCsv(panels: readonly Panel[]): string {
  const rows = panels.flatMap((panel) =>
    panel.series.flatMap((series, k) =>
      Array.from(series.x, (x, i) => ({
        panel: panel.id,
        series: series.name || String(k),
        x,
        y: series.y[i]!,
      })),
    ),
  );
  return writeCsv({
    panel: rows.map((r) => r.panel),
    series: rows.map((r) => r.series),
    x: rows.map((r) => r.x),
    y: rows.map((r) => r.y),
  });
}

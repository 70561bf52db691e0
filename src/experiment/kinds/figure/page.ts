/** The words of a figure's report: what it says about the paper first. */
import { code, mark, type Text, type TextTable } from "../../text.js";
import { writtenNumber } from "./drawings/ratio.js";
import type { FigureMetrics, FigureResult } from "./result.js";

export function figureKeyTables({ checks, numbers }: FigureMetrics): TextTable[] {
  const all: TextTable = {
    folded: { summary: `All ${numbers.length} numbers of this figure`, open: checks.length === 0 },
    rows: numbers.map((n) => [[code(n.name)], writtenNumber(n, 5), n.doc]),
    numeric: [1],
  };
  if (checks.length === 0) return [all];
  const statements: TextTable = {
    header: ["statement", "paper", "here", "how", ""],
    rows: checks.map((c): Text[] => [
      c.fact,
      c.paper,
      `${c.number} = ${c.ours}`,
      c.how,
      c.holds ? "holds" : [mark("does not hold")],
    ]),
  };
  return [statements, all];
}

export function figureRemarks({ tables, notes }: FigureResult) {
  return {
    notes,
    tables: tables.map(({ title, header, rows }) => ({
      title,
      header,
      rows: rows.map((row) => row.map(marked)),
    })),
  };
}

/** What is assumed stands out. */
function marked(cell: string): Text {
  return cell.endsWith("(assumed)") ? [`${cell.replace(/ ?\(assumed\)$/, "")} `, mark("assumed")] : cell;
}

export function figurePicture({ metrics, panels, notes }: FigureResult) {
  const titles = panels.map(
    (p, k) => `${panels.length > 1 ? `(${String.fromCharCode(97 + k)}) ` : ""}${p.title}.`,
  );
  return { id: "panels", title: metrics.title, caption: `${titles.join(" ")} ${notes[0] ?? ""}` };
}

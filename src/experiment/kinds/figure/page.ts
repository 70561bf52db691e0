/** The words of a figure's report: what it says about the paper first. */
import type { Unit } from "../../../core/params.js";
import { code, mark, type Text, type TextTable } from "../../text.js";
import { writtenNumber } from "./drawings/ratio.js";
import type { FigureMetrics, FigureResult } from "./result.js";

export function figureKeyTables({ checks, numbers }: FigureMetrics): TextTable[] {
  const all: TextTable = {
    folded: { summary: `All ${numbers.length} numbers of this figure`, open: checks.length === 0 },
    header: ["number", "value", "name in files"],
    rows: numbers.map((n) => [inSigns(n.doc), small(n) ?? writtenNumber(n, 5), [code(n.name)]]),
    numeric: [1],
  };
  if (checks.length === 0) return [all];
  const statements: TextTable = {
    header: ["statement", "paper", "here", "how", "verdict"],
    rows: checks.map((c): Text[] => [
      c.fact,
      c.paper,
      small(c) ?? c.ours,
      inSigns(c.how),
      c.holds ? "holds" : [mark("does not hold")],
    ]),
  };
  return [statements, all];
}

/** Ratios below this are written with a power of ten. */
const SMALL = 1e-3;

/** "1.59 × 10⁻⁵", of a small ratio. */
function small({ value, unit }: { readonly value: number; readonly unit: Unit }): string | undefined {
  const size = Math.abs(value);
  if (unit !== "1" || !(size > 0) || size >= SMALL) return undefined;
  const [digits, power] = size.toExponential(2).split("e") as [string, string];
  const raised = [...power].map((d) => (d === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(d)]!)).join("");
  return `${value < 0 ? "−" : ""}${Number(digits)} × 10${raised}`;
}

/** Words with the signs of the field for those that a terminal shows. */
function inSigns(words: string): string {
  return words
    .replaceAll("delta_t", "Δt")
    .replaceAll(/\bdG\((-?)dt\)/g, (_, sign: string) => `ΔG(${sign === "" ? "" : "−"}Δt)`)
    .replaceAll(/\bdG\b(?!\/)/g, "ΔG");
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

/**
 * What a run leaves behind, as text that is kept beside the tests (`toMatchFileSnapshot`; `npx vitest run FILE -u`
 * renews it). Times, places and versions are left out; numbers have twelve digits, since engines differ in the last.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import type { Panel } from "../../src/experiment/panel.js";

const OF_THE_MACHINE = /seconds$|perSecond$|^(version|commit|node|created|host|platform|run)$/i;
/** Longer lists are summed up. */
const MOST = 24;

/** Every value of a JSON file on a line with its path; short lists of numbers on one line. */
export function lines(value: unknown, path = ""): string[] {
  if (typeof value === "number") return [`${path} = ${digits(value)}`];
  if (typeof value !== "object" || value === null) return [`${path} = ${JSON.stringify(value)}`];
  if (isNumbers(value)) {
    const sum = value.reduce((all, x, k) => all + x * (k + 1), 0);
    const long = `${value.length} numbers, weighted by place ${Number(sum.toPrecision(10))}`;
    return [`${path} = ${value.length > MOST ? long : value.map(digits).join(" ")}`];
  }
  return Object.entries(value)
    .filter(([key]) => !OF_THE_MACHINE.test(key))
    .flatMap(([key, inside]) => lines(inside, path === "" ? key : `${path}.${key}`));
}

const isNumbers = (value: object): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((x) => typeof x === "number");
const digits = (x: number) => String(Number(x.toPrecision(12)));

/** What a panel shows, a series a line: its numbers are summed up to seven digits of the largest. */
export function panelLines({ series, ...panel }: Panel): string[] {
  const sum = (of: Float64Array | undefined) => {
    if (!of) return "none";
    const finite = [...of].filter(Number.isFinite);
    const largest = Math.max(0, ...finite.map(Math.abs));
    const mean = finite.reduce((all, x, k) => all + (x / (largest || 1)) * (1 + (k % 7)), 0) / finite.length;
    return `${of.length} up to ${largest.toPrecision(5)}, weighted ${mean.toFixed(5)}`;
  };
  return [
    JSON.stringify(panel),
    ...series.map(({ x, y, low, high, ...s }) =>
      [JSON.stringify(s), ...[x, y, low, high].map(sum)].join("; "),
    ),
  ];
}

/** What stands on a line of its own. */
const BLOCK = /^(title|h[1-6]|p|dt|dd|li|tr|figcaption|svg|pre|div)$/i;

interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<unknown>;
}

/** The words of a page, block by block; no pictures, no styles, no provenance. */
export function wordsOf(page: string): string[] {
  const { document } = parseHTML(page);
  for (const each of document.querySelectorAll("style, script, .kicker, svg title, svg.narrow"))
    each.remove();
  const rows: string[][] = [[]];
  const walk = (node: Node): void => {
    const block = BLOCK.test(node.nodeName);
    if (block) rows.push([]);
    if (node.nodeType === 3) rows.at(-1)!.push(node.textContent?.replace(/\s+/g, " ").trim() ?? "");
    for (const child of node.childNodes) walk(child as Node);
    if (block) rows.push([]);
  };
  walk(document.documentElement as unknown as Node);
  const texts = rows.map((row) => row.filter((text) => text !== "").join(" ")).filter((row) => row !== "");
  // The list of contents names it first.
  const from = texts.lastIndexOf("Provenance");
  const to = texts.findIndex((text) => text.startsWith("The whole config"));
  return (from < 0 ? texts : [...texts.slice(0, from), ...(to < 0 ? [] : texts.slice(to))])
    .map(withoutMachine)
    .filter((text) => !text.startsWith("training speed"));
}

/**
 * A line per figure of a page, with a hash of all that is drawn: shapes, places, colours, shades. Another hash means that
 * a picture looks otherwise, or that its markup changed; look at it, and renew the line if it is as wanted.
 */
export function picturesOf(page: string): string[] {
  const panels = parseHTML(page).document.querySelectorAll("figure > .panel") as Iterable<{
    readonly innerHTML: string;
    readonly parentElement: { readonly id: string };
  }>;
  return Array.from(panels, ({ innerHTML, parentElement }) =>
    `${parentElement.id} ${hashOf(innerHTML)}`.trim(),
  );
}

/** Hash of a text in which numbers have five digits: engines differ in the last ones. */
export function hashOf(text: string): string {
  const numbers = text.replace(/-?\d+\.\d+(e-?\d+)?/g, (x) => String(Number(Number(x).toPrecision(5))));
  return createHash("sha256").update(numbers).digest("hex").slice(0, 12);
}

/** A table of the command line, cell by cell. */
export function printed(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) => withoutMachine(line.replace(/\s*│\s*/g, " | ").trim()));
}

/** Run folder as a whole. @param out  what the command line printed */
export function keptOf(folder: string, out: string): string {
  const json = (name: string) =>
    existsSync(join(folder, name)) ? lines(JSON.parse(readFileSync(join(folder, name), "utf8"))) : [];
  const page = readFileSync(join(folder, "report.html"), "utf8");
  const parts = { printed: printed(out), metrics: json("metrics.json"), details: json("details.json") };
  const all = { ...parts, report: wordsOf(page), pictures: picturesOf(page) };
  return `${Object.entries(all)
    .flatMap(([name, rows]) => [`# ${name}`, ...rows, ""])
    .join("\n")
    .trim()}\n`;
}

function withoutMachine(text: string): string {
  return text
    .replace(/[\d.,]+( images\/s)/g, "…$1")
    .replace(/\b(in|taking) [\d.]+ s\b/g, "$1 …")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, "…")
    .replace(/\b[0-9a-f]{7,40}(-dirty|\+changes)?\b/g, (hex) =>
      /\d/.test(hex) && /[a-f]/.test(hex) ? "…" : hex,
    )
    .replace(/(Node(\.js)? v?)\d+\.\d+\.\d+/g, "$1…")
    .replace(/\/\S*\/(?=[\w.-]+\b)/g, "…/");
}

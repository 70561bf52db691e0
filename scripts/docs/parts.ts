/** Pages of the parts that a config can name: a page for each family, with every number and where it comes from. */
import { isNamed, type Param, writtenValue } from "../../src/core/params.js";
import { formatQuantity } from "../../src/core/units.js";
import { allFamilies, type Part, parts } from "../../src/parts.js";
import { escaped, type Pages, table } from "./markdown.js";

/** @returns a page for each family, and one that lists them */
export function partPages(): Pages {
  const pages: Pages = new Map();
  const rows: string[][] = [];
  for (const { name: family, contract } of allFamilies) {
    const of = parts.filter(({ kind }) => kind === family);
    const own = contract === undefined ? "" : "yes";
    rows.push([
      `[${family}](${family}.md)`,
      String(of.length),
      own,
      of.map(({ name }) => `\`${name}\``).join(", "),
    ]);
    const text = [`# ${heading(family)}`, "", ...of.flatMap(partText)];
    pages.set(`reference/parts/${family}.md`, `${text.join("\n")}\n`);
  }
  const index = [
    "# Parts",
    "",
    `${parts.length} parts in ${allFamilies.length} families. A config names them; \`npx spikion list FAMILY\` prints the same.`,
    "",
    table(["family", "parts", "own modules", "names"], rows),
  ];
  pages.set("reference/parts/index.md", `${index.join("\n")}\n`);
  return pages;
}

function heading(family: string): string {
  return family[0]!.toUpperCase() + family.slice(1);
}

function partText({ name, doc, params, source }: Part): string[] {
  const rows = Object.entries(params).map(([key, param]) => [
    `\`${key}\``,
    escaped(
      isNamed(param) ? String(writtenValue(param, param.default)) : formatQuantity(param.default, param.unit),
    ),
    escaped(boundsOf(param)),
    escaped(param.doc),
    escaped(param.source),
  ]);
  return [
    `## ${name}`,
    "",
    escaped(doc),
    "",
    ...(source === undefined ? [] : [`Source: ${escaped(source)}`, ""]),
    ...(rows.length === 0 ? [] : [table(["number", "default", "accepted", "meaning", "source"], rows), ""]),
  ];
}

function boundsOf(param: Param): string {
  if (isNamed(param)) return "";
  const { min, max, open, unit } = param;
  const [least, most] = [min, max].map((x) => (x === undefined ? undefined : formatQuantity(x, unit)));
  if (least !== undefined && most !== undefined)
    return `${open ? "between " : ""}${least} ${open ? "and" : "to"} ${most}`;
  if (least !== undefined) return open ? `above ${least}` : `at least ${least}`;
  if (most !== undefined) return open ? `below ${most}` : `at most ${most}`;
  return "";
}

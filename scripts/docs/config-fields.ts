/** Pages of the config's fields, one for each kind of document: schema/fields.md, which `spikion schema` writes. */
import type { Pages } from "./markdown.js";
import { escaped, row } from "./markdown.js";

/** @param fields  text of schema/fields.md */
export function fieldPages(fields: string): Pages {
  const [head = "", ...sections] = fields.split(/^## /m);
  const pages: Pages = new Map();
  const list: string[] = [];
  for (const section of sections) {
    const [title = "", ...lines] = section.split("\n");
    const name = title.replace(/^kind: /, "").replace(/[^\w-]+/g, "-");
    pages.set(`reference/config/${name}.md`, `# ${title}\n${lines.map(safe).join("\n")}`);
    const count = lines.filter((line) => line.startsWith("| `")).length;
    list.push(`- [${title}](${name}.md): ${count} fields`);
  }
  const [, ...words] = head.split("\n");
  pages.set(
    "reference/config/index.md",
    `# Fields of a config\n${words.map(safe).join("\n")}\n${list.join("\n")}\n`,
  );
  return pages;
}

/** Cells as they are, but nothing in them is a template or a tag. */
function safe(line: string): string {
  if (!line.startsWith("| ") || /^\|[-| ]+\|$/.test(line)) return line;
  return row(
    line
      .slice(2, -2)
      .split(" | ")
      .map((cell) => (/^`[^`]*`$/.test(cell) ? path(cell.slice(1, -1)) : escaped(cell))),
  );
}

/** A path, which may go on in a new line after each of its parts. */
function path(name: string): string {
  return `<code>${escaped(name).replaceAll(/[.)]/g, "$&<wbr>")}</code>`;
}

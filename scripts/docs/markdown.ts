/** Text as Markdown, of pages that are generated. */

/** A page by its path below the site's pages, such as "reference/parts/neurons.md". */
export type Pages = Map<string, string>;

/** Text in which nothing is Markdown or a template. */
export function escaped(text: string): string {
  return text.replace(/[&<>{}|*_`[\]]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A row of a table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("\n", " ")).join(" | ")} |`;
}

/** A table; empty where there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

/** The name of a heading in an address, as the site makes it. */
export function anchor(heading: string): string {
  return heading
    .normalize("NFKD")
    .replace(/[\u0300-\u036F]/g, "")
    .replace(/`/g, "")
    .replace(/[\s~!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, "-")
    .replace(/-{2,}/g, "-")
    .replace(/^-+|-+$/g, "")
    .replace(/^(\d)/, "_$1")
    .toLowerCase();
}

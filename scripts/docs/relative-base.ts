/**
 * VitePress writes the address of a site into its pages and scripts. Here it is taken out again, so that a copy works from any
 * folder of any web host: pages name files by the way from themselves, and scripts ask the page where the site begins.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript-5.9";

/** The address that the site is built with; nothing else in it looks like this. */
export const BASE = "/__base__/";
/** What a page tells its scripts. */
const ASKED = "window.__BASE__";

/** @param folder  of a site that was built with BASE; its files are rewritten */
export function movable(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = name.replaceAll("\\", "/");
    if (path.startsWith("explorer/") || !/\.(html|js|css)$/.test(path)) continue;
    const file = join(folder, path);
    const text = readFileSync(file, "utf8");
    const moved = path.endsWith(".html")
      ? movedPage(text, path)
      : path.endsWith(".css")
        ? movedStyle(text, path)
        : movedScript(text);
    if (moved.includes(BASE))
      throw new Error(
        `${path} still names ${BASE}: ${moved.slice(moved.indexOf(BASE) - 60, moved.indexOf(BASE) + 60)}`,
      );
    if (moved !== text) writeFileSync(file, moved);
  }
}

const wayUp = (path: string): string => posix.relative(posix.dirname(path), ".") || ".";

/** A page: its links, and the data that its scripts begin with. */
export function movedPage(html: string, path: string): string {
  const up = `${wayUp(path)}/`;
  const start = `<script>${ASKED}=new URL(${JSON.stringify(up)},location.href).pathname</script>`;
  return html
    .replace(/JSON\.parse\("((?:[^"\\]|\\.)*)"\)/g, (whole, text: string) =>
      text.includes(BASE)
        ? `JSON.parse("${text.replaceAll(BASE, "\\u0001")}".replaceAll("\\u0001",${ASKED}))`
        : whole,
    )
    .replaceAll(BASE, up)
    .replace("<head>", `<head>${start}`);
}

/** A style sheet: files are named by the way from itself. */
export function movedStyle(css: string, path: string): string {
  return css.replaceAll(BASE, `${wayUp(path)}/`);
}

/** A script: the address is put together where a string holds it. */
export function movedScript(js: string): string {
  if (!js.includes(BASE)) return js;
  const source = ts.createSourceFile("a.js", js, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const changes: [from: number, to: number, text: string][] = [];
  const visit = (node: ts.Node): void => {
    const [from, to] = [node.getStart(source), node.end];
    const text = js.slice(from, to);
    if (ts.isStringLiteral(node) && text.includes(BASE)) {
      const quote = text[0]!;
      changes.push([from, to, `(${text.replaceAll(BASE, `${quote}+${ASKED}+${quote}`)})`]);
    } else if (ts.isTemplateLiteralToken(node) && text.includes(BASE))
      changes.push([from, to, text.replaceAll(BASE, `\${${ASKED}}`)]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const [from, to, text] of changes.sort(([a], [b]) => b - a))
    js = js.slice(0, from) + text + js.slice(to);
  return js;
}

/** Links between pages that lead nowhere. */
import { posix } from "node:path";
import { anchor, type Pages } from "./markdown.js";
import { outsideCode } from "./pages.js";

/** A link that leads nowhere. */
export interface DeadLink {
  readonly page: string;
  readonly link: string;
}

/**
 * @param pages  by path
 * @param exists  whether there is a file that is no page, such as a picture
 */
export function deadLinks(pages: Pages, exists: (path: string) => boolean): DeadLink[] {
  const anchors = new Map(Array.from(pages, ([path, text]) => [path, anchorsOf(text)]));
  const dead: DeadLink[] = [];
  for (const [page, text] of pages)
    for (const link of linksOf(text)) {
      const [target = "", hash] = link.split("#");
      const path = target === "" ? page : posix.normalize(posix.join(posix.dirname(page), decodeURI(target)));
      const there = anchors.get(path);
      if (
        there === undefined ? !exists(path) : hash !== undefined && hash !== "" && !there.has(decodeURI(hash))
      )
        dead.push({ page, link });
    }
  return dead;
}

/** Links within the site. */
export function linksOf(markdown: string): string[] {
  const links: string[] = [];
  outsideCode(markdown, (text) => {
    for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) links.push(link!);
    for (const [, link] of text.matchAll(/(?:href|src)="([^"#][^"]*)"/g)) links.push(link!);
    return text;
  });
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

/** Places of a page that an address can name: headings, a second one of a name with "-1" after it, and anchors. */
export function anchorsOf(markdown: string): Set<string> {
  const found = new Map<string, number>();
  const names = new Set<string>();
  for (const [, heading] of markdown.replace(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/^#{1,6} (.+)$/gm)) {
    const name = anchor(heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    const seen = found.get(name) ?? 0;
    names.add(seen === 0 ? name : `${name}-${seen}`);
    found.set(name, seen + 1);
  }
  for (const [, id] of markdown.matchAll(/<a id="([^"]+)">/g)) names.add(id!);
  return names;
}

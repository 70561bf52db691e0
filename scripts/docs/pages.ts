/**
 * All pages of the site as Markdown: those of docs/ at their own paths, and those that are generated from the program. A link
 * to a file of the project that is no page stays as text, since the site has no such file.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { commandPages } from "./commands.js";
import { fieldPages } from "./config-fields.js";
import { galleryPages } from "./gallery.js";
import type { Pages } from "./markdown.js";
import { partPages } from "./parts.js";

/** Files of the project that have a page under another name. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "schema/fields.md": "reference/config/index.md",
  "CHANGELOG.md": "changelog.md",
  "CONTRIBUTING.md": "contributing.md",
  experiments: "gallery/index.md",
};

/** Pictures that pages show, relative to docs/. */
const PICTURE = /\.(svg|png|gif|webp|jpg)$/;

/** The site: its pages, and the files of docs/ that they show, by path. */
export interface Site {
  readonly pages: Pages;
  readonly pictures: readonly string[];
}

/** @param root  folder of the project */
export async function site(root: string): Promise<Site> {
  const pages: Pages = new Map([
    ...(await commandPages()),
    ...partPages(),
    ...fieldPages(readFileSync(join(root, "schema/fields.md"), "utf8")),
    ...(await galleryPages(root)),
  ]);
  const files = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((path) =>
    path.replaceAll("\\", "/"),
  );
  const sources: [path: string, file: string][] = files
    .filter((path) => path.endsWith(".md"))
    .map((path) => [path === "README.md" ? "overview.md" : path, `docs/${path}`]);
  for (const [file, path] of Object.entries(ELSEWHERE))
    if (file.endsWith(".md") && !pages.has(path) && existsSync(join(root, file))) sources.push([path, file]);
  for (const [path, file] of sources) pages.set(path, page(root, path, file, pages, sources));
  pages.set("reference/index.md", REFERENCE);
  return { pages, pictures: files.filter((path) => PICTURE.test(path)) };
}

const REFERENCE = `# Reference

- [The command line](command-line/index.md): every command with its options
- [Fields of a config](config/index.md): every field, what is accepted, what it means
- [Parts](parts/index.md): every device, rate law, neuron, encoder, waveform and so on, with every number and its source
- [Files and formats](../files-and-formats.md)
- [The library](../api/README.md): everything that a program can import
- [Gallery](../gallery/index.md): every experiment that comes with spikion
`;

/** A file of the project as a page. */
function page(
  root: string,
  path: string,
  file: string,
  pages: Pages,
  sources: readonly (readonly [string, string])[],
): string {
  const known = new Map([
    ...sources.map(([page, source]) => [source, page] as const),
    ...Object.entries(ELSEWHERE),
  ]);
  // Colours of columns tell nothing here.
  const text = readFileSync(join(root, file), "utf8").replace(/^( *```)csv\b/gm, "$1text");
  return outsideCode(text, (words) =>
    tags(words).replace(
      /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g,
      (whole, picture: string, label: string, link: string) => {
        if (/^[a-z]+:|^#/.test(link)) return whole;
        const [target = "", hash = ""] = link.split(/(?=#)/);
        const at = posix.normalize(posix.join(dirname(file), target)).replace(/\/$/, "");
        if (picture || (PICTURE.test(at) && at.startsWith("docs/")))
          return `${picture}[${label}](${to(path, at.slice("docs/".length))})`;
        const found = known.get(at) ?? experimentPage(at, pages);
        return found === undefined
          ? label
          : `[${label}](${to(path, found.split("#")[0]!)}${hash || hashOf(found)})`;
      },
    ),
  );
}

/** Where the gallery shows an experiment. */
function experimentPage(file: string, pages: Pages): string | undefined {
  const match = /^experiments\/(?:(\w+)\/)?([\w-]+)\.yaml$/.exec(file);
  if (!match) return undefined;
  const path = `gallery/${match[1] ?? "first"}.md`;
  return pages.has(path) ? path : undefined;
}

const hashOf = (found: string): string => (found.includes("#") ? found.slice(found.indexOf("#")) : "");

/** The way from one page to another. */
function to(from: string, target: string): string {
  return relative(dirname(from), target).replaceAll("\\", "/");
}

/** Text between code, changed; code stays as it is. */
export function outsideCode(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(^ *```[\s\S]*?^ *```$|`[^`\n]+`)/m)
    .map((part, k) =>
      k % 2 === 0 ? change(part) : part.startsWith("`") && !part.startsWith("```") ? inline(part) : part,
    )
    .join("");
}

/** Code within a line may hold what looks like a template. */
const inline = (code: string): string =>
  code.includes("{{") ? `<code v-pre>${code.slice(1, -1).replaceAll("<", "&lt;")}</code>` : code;

/** "<" of text is no tag, but for the few that are used. */
function tags(text: string): string {
  return text.replace(/<(?!br>|!--|\/?su[bp]>)/g, "&lt;").replaceAll("{{", "&#123;&#123;");
}

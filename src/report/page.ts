/** A page that stands alone: nothing is fetched or run, whatever text a config or a file put into it. */
import { downloadLinks } from "./downloads.js";
import { html, type Markup, trusted } from "./markup.js";
import type { ReportFigure } from "./plots/model.js";
import { STYLE } from "./style.js";
import { withSubscripts } from "./subscripts.js";

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** A part of a page that its list of contents names. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Nothing: the part is left out. */
  readonly body: Markup | null;
  /** What is in it, for the list of contents. */
  readonly figures?: readonly ReportFigure[];
}

export interface Page {
  /** What made it, as its title says. */
  readonly command: string;
  /** The line above the heading. */
  readonly kicker: string;
  readonly heading: string;
  /** Below the heading, before the list of contents. */
  readonly introduction?: Markup | null;
  readonly sections: readonly Section[];
}

/** @returns  the whole page */
export function pageOf({ command, kicker, heading, introduction, sections }: Page): string {
  const shown = sections.filter((s) => s.body !== null);
  const main = html`<main>
<header>
<p class="kicker">${kicker}</p>
<h1>${heading}</h1>
${introduction ?? null}
${contents(shown)}
</header>
${shown.map(({ id, title, body }) => html`<section id="${id}"><h2>${title}</h2>\n${body}\n</section>\n`)}</main>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading} · ${command}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${trusted(withSubscripts(main.text))}
</body>
</html>
`.text;
}

function contents(sections: readonly Section[]): Markup | null {
  if (sections.length < 2) return null;
  const link = (id: string, title: string) => html`<a href="#${id}">${title}</a>`;
  const within = (figures: readonly ReportFigure[]) =>
    html`<ul>${figures.map((f, k) => html`<li>${link(f.id, `${k + 1} ${f.title}`)}</li>`)}</ul>`;
  const line = ({ id, title, figures = [] }: Section) =>
    figures.length > 1
      ? html`<li class="long">${link(id, title)}${within(figures)}</li>`
      : html`<li>${link(id, title)}</li>`;
  return html`<nav class="contents" aria-label="Contents"><ul>${sections.map(line)}</ul></nav>`;
}

/** The figures of a page, numbered from 1, each with its files. */
export function figures(all: readonly ReportFigure[]): Markup {
  return html`<div class="figures">
${all.map(
  ({ id, title, body, caption, downloads = [], half }, k) =>
    html`<figure id="${id}"${kindOf(id, half)}><h3>${title}</h3>
<div class="panel">${body}</div>
<figcaption><b>Figure ${k + 1}.</b> ${caption}</figcaption>${downloadLinks(`figure ${k + 1}`, downloads)}</figure>
`,
)}</div>`;
}

function kindOf(id: string, half = false): Markup {
  const own = id.startsWith("own-") ? "own" : "";
  const classes = [own, half ? "half" : ""].filter((name) => name !== "");
  return classes.length > 0 ? html` class="${classes.join(" ")}"` : html``;
}

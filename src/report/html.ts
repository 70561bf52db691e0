/** report.html: one file that asks for nothing else, to be read, printed and kept. */
import type { KindFacts, KindResult } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import { type About, aboutExperiment } from "./about.js";
import { constantsTable } from "./constants.js";
import { keyFigures } from "./key-figures.js";
import type { Manifest } from "./manifest.js";
import { html, type Markup, trusted } from "./markup.js";
import { notices } from "./notices.js";
import { plots } from "./plots/index.js";
import type { Plot, ReportFigure } from "./plots/model.js";
import { type NamedPlot, ownFigures } from "./plots/own.js";
import { STYLE } from "./style.js";
import { textTable, words } from "./words.js";

export interface ReportInput {
  readonly resolvedYaml: string;
  readonly manifest: Manifest;
  readonly result: KindResult;
  readonly facts: KindFacts;
  /** Plots of the user's own, drawn after ours. */
  readonly own?: readonly NamedPlot[];
}

/** Nothing may be fetched or run, whatever text the config or the data put into the page. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** @returns  the whole page, UTF-8 */
export async function renderReport(input: ReportInput): Promise<string> {
  const { resolvedYaml, manifest, result, facts, own = [] } = input;
  const about = aboutExperiment(resolvedYaml);
  const ours = await drawAll(result, facts);
  const { figures, problems } = await ownFigures(own, result, facts);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${manifest.name} · spikion</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="kicker">spikion ${manifest.versions.spikion} · ${manifest.kind} · seed ${manifest.seed} · ${day(manifest.finishedAt)}</p>
<h1>${manifest.name}</h1>
${introduction(about)}
</header>
${[...notices(result, facts, manifest), ...problems].map((n) => html`<p class="notice">${words(n)}</p>`)}
<section id="key-figures"><h2>Key figures</h2>
${keyFigures(result, facts)}
</section>
${section("protocol", "Protocol", protocol(result, facts))}
<section id="figures"><h2>Figures</h2>
${[...ours, ...figures].map(figure)}
</section>
${section("tables", "Tables", remarks(result))}
${section("constants", "Constants of the model", constantsTable(facts.constants))}
<section id="provenance"><h2>Provenance</h2>
${provenanceTable(manifest, facts)}
<details><summary>The whole config, defaults included</summary><pre>${resolvedYaml}</pre></details>
</section>
</main>
</body>
</html>
`;
  return page.text;
}

async function drawAll(result: KindResult, facts: KindFacts): Promise<ReportFigure[]> {
  const drawn = await Promise.all(Object.values<Plot>(plots).map((plot) => plot.draw(result, facts)));
  return drawn.filter((f) => f !== null);
}

/** How the result came about, step by step. */
function protocol({ kind, metrics }: KindResult, facts: KindFacts): Markup | null {
  const steps = kindOf(kind).page.protocol?.(metrics, facts) ?? [];
  return steps.length > 0 ? html`<ol>${steps.map((step) => html`<li>${words(step)}</li>\n`)}</ol>` : null;
}

function remarks(result: KindResult): Markup | null {
  const { notes = [], tables = [] } = kindOf(result.kind).page.remarks?.(result) ?? {};
  if (notes.length + tables.length === 0) return null;
  return html`${notes.length > 0 ? html`<ul>${notes.map((n) => html`<li>${n}</li>`)}</ul>` : null}
${tables.map(textTable)}`;
}

function figure({ id, title, body, caption }: ReportFigure, k: number): Markup {
  return html`<figure id="${id}"><h3>${title}</h3>
<div class="panel">${body}</div>
<figcaption><b>Figure ${k + 1}.</b> ${caption}</figcaption></figure>
`;
}

function introduction({ question, source, expected }: About): Markup {
  const row = (name: string, words: string | undefined) =>
    words ? html`<dt>${name}</dt><dd>${words}</dd>` : null;
  return html`<dl class="about">${row("Question", question)}${row("Source", source)}${row("Expected", expected)}</dl>`;
}

function section(id: string, title: string, body: Markup | null): Markup | null {
  return body ? html`<section id="${id}"><h2>${title}</h2>${body}</section>` : null;
}

function provenanceTable(manifest: Manifest, facts: KindFacts): Markup {
  const { versions, commit, uncommitted, configHash, dataHash, startedAt, finishedAt } = manifest;
  const code = commit === null ? "no checkout" : `${commit}${uncommitted ? " with uncommitted changes" : ""}`;
  const data =
    facts.dataset && dataHash !== null
      ? html`<tr><th>data</th><td>${facts.dataset.name}, sha256 <code>${dataHash}</code></td></tr>`
      : null;
  return html`<div class="scroll"><table><tbody>
<tr><th>program</th><td>spikion ${versions.spikion}, Node ${versions.node}${manifest.pairedVectors ? ", vectors paired" : ""}</td></tr>
<tr><th>commit</th><td><code>${code}</code></td></tr>
<tr><th>config</th><td>sha256 <code>${configHash}</code></td></tr>
${data}
<tr><th>seed</th><td><code>${manifest.seed}</code></td></tr>
<tr><th>time</th><td>${startedAt} to ${finishedAt}</td></tr>
</tbody></table></div>`;
}

function day(iso: string): string {
  return iso.slice(0, 10);
}

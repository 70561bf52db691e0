/** report.html: one file that asks for nothing else, to be read, printed and kept. */
import type { ClassifyResult } from "../experiment/kinds/classify/result.js";
import type { ExperimentResult } from "../experiment/kinds/index.js";
import type { SimulateResult } from "../experiment/kinds/simulate/result.js";
import { type About, aboutExperiment } from "./about.js";
import { constantsTable } from "./constants.js";
import type { ClassifyFacts, RunFacts, SimulateFacts } from "./facts.js";
import { figureTables } from "./figure-tables.js";
import { keyFigures } from "./key-figures.js";
import type { Manifest } from "./manifest.js";
import { html, type Markup, trusted } from "./markup.js";
import { choiceFigure } from "./plots/choice-figure.js";
import type { Figure } from "./plots/figure.js";
import { classifyPlots, physicsPlots, simulatePlots } from "./plots/index.js";
import { panelFigure } from "./plots/panel-figure.js";
import { notices, protocol } from "./protocol.js";
import { STYLE } from "./style.js";

export interface ReportInput {
  readonly resolvedYaml: string;
  readonly manifest: Manifest;
  readonly result: ExperimentResult;
  readonly facts: RunFacts;
}

/** Nothing may be fetched or run, whatever text the config or the data put into the page. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** @returns  the whole page, UTF-8 */
export async function renderReport(input: ReportInput): Promise<string> {
  const { resolvedYaml, manifest, result, facts } = input;
  const about = aboutExperiment(resolvedYaml);
  const figures = await drawAll(result, facts);
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
${notices(result, facts, manifest).map((n) => html`<p class="notice">${n}</p>`)}
<section id="key-figures"><h2>Key figures</h2>
${keyFigures(result, facts)}
</section>
${section("protocol", "Protocol", protocol(result, facts))}
<section id="figures"><h2>Figures</h2>
${figures.map(figure)}
</section>
${section("tables", "Tables", result.kind === "figure" ? figureTables(result) : null)}
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

async function drawAll(result: ExperimentResult, facts: RunFacts): Promise<Figure[]> {
  const drawn: (Figure | null)[] = [];
  if (result.kind === "classify" && facts.kind === "classify")
    drawn.push(...(await classifyFigures(result, facts)));
  if (result.kind === "simulate" && facts.kind === "simulate")
    drawn.push(...(await simulateFigures(result, facts)));
  if (result.kind === "choice") drawn.push(await choiceFigure(result));
  if (result.kind === "figure") drawn.push(await panelFigure(result));
  if (facts.physics) for (const plot of physicsPlots) drawn.push(await plot(facts.physics));
  return drawn.filter((f) => f !== null);
}

async function classifyFigures(result: ClassifyResult, facts: ClassifyFacts) {
  return await Promise.all(classifyPlots.map((plot) => plot(result, facts)));
}

async function simulateFigures(result: SimulateResult, facts: SimulateFacts) {
  return await Promise.all(simulatePlots.map((plot) => plot(result, facts)));
}

function figure({ id, title, body, caption }: Figure, k: number): Markup {
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

function provenanceTable(manifest: Manifest, facts: RunFacts): Markup {
  const { versions, commit, uncommitted, configHash, dataHash, startedAt, finishedAt } = manifest;
  const code = commit === null ? "no checkout" : `${commit}${uncommitted ? " with uncommitted changes" : ""}`;
  const data =
    facts.kind === "classify" && dataHash !== null
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

/** report.html: one file that asks for nothing else, to be read, printed and kept. */
import type { KindFacts, KindResult } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import { type About, aboutExperiment } from "./about.js";
import { constantsTable } from "./constants.js";
import { keyFigures } from "./key-figures.js";
import type { Manifest } from "./manifest.js";
import { html, type Markup } from "./markup.js";
import { notices } from "./notices.js";
import { figures as drawn, pageOf } from "./page.js";
import { plots } from "./plots/index.js";
import type { Plot, ReportFigure } from "./plots/model.js";
import { type NamedPlot, ownFigures } from "./plots/own.js";
import { scroll, textTable, words } from "./words.js";

export interface ReportInput {
  readonly resolvedYaml: string;
  readonly manifest: Manifest;
  readonly result: KindResult;
  readonly facts: KindFacts;
  /** Plots of the user's own, drawn after ours. */
  readonly own?: readonly NamedPlot[];
}

/** @returns  the whole page, UTF-8 */
export async function renderReport(input: ReportInput): Promise<string> {
  const { resolvedYaml, manifest, result, facts, own = [] } = input;
  const about = aboutExperiment(resolvedYaml);
  const ours = await drawAll(result, facts);
  const { figures, problems } = await ownFigures(own, result, facts);
  const shown = [...ours, ...figures];
  const { versions, kind, seed, finishedAt, name } = manifest;
  return pageOf({
    command: "spikion",
    kicker: `spikion ${versions.spikion} · ${kind} · seed ${seed} · ${day(finishedAt)}`,
    heading: name,
    introduction: html`${introduction(about)}
${[...notices(result, facts, manifest), ...problems].map((n) => html`<p class="notice">${words(n)}</p>`)}`,
    sections: [
      { id: "key-figures", title: "Key figures", body: keyFigures(result, facts) },
      { id: "protocol", title: "Protocol", body: protocol(result, facts) },
      { id: "figures", title: "Figures", body: shown.length > 0 ? drawn(shown) : null, figures: shown },
      { id: "tables", title: "Tables", body: remarks(result) },
      { id: "constants", title: "Constants of the model", body: constantsTable(facts.constants) },
      {
        id: "provenance",
        title: "Provenance",
        body: html`${provenanceTable(manifest, facts)}
<details><summary>The whole config, defaults included</summary><pre tabindex="0">${resolvedYaml}</pre></details>`,
      },
    ],
  });
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

function introduction({ question, source, expected }: About): Markup {
  const row = (name: string, words: string | undefined) =>
    words ? html`<dt>${name}</dt><dd>${words}</dd>` : null;
  return html`<dl class="about">${row("Question", question)}${row("Source", source)}${row("Expected", expected)}</dl>`;
}

function provenanceTable(manifest: Manifest, facts: KindFacts): Markup {
  const { versions, commit, uncommitted, configHash, dataHash, startedAt, finishedAt } = manifest;
  const code = commit === null ? "no checkout" : `${commit}${uncommitted ? " with uncommitted changes" : ""}`;
  const data =
    facts.dataset && dataHash !== null
      ? html`<tr><th scope="row">data</th><td>${facts.dataset.name}, sha256 <code>${dataHash}</code></td></tr>`
      : null;
  return scroll(
    "provenance",
    html`<table><tbody>
<tr><th scope="row">program</th><td>spikion ${versions.spikion}, Node ${versions.node}${manifest.pairedVectors ? ", vectors paired" : ""}</td></tr>
<tr><th scope="row">commit</th><td><code>${code}</code></td></tr>
<tr><th scope="row">config</th><td>sha256 <code>${configHash}</code></td></tr>
${data}
<tr><th scope="row">seed</th><td><code>${manifest.seed}</code></td></tr>
<tr><th scope="row">time</th><td>${startedAt} to ${finishedAt}</td></tr>
</tbody></table>`,
  );
}

function day(iso: string): string {
  return iso.slice(0, 10);
}

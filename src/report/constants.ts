/** Every number of the models with where it comes from; what no source gives is marked. */
import type { Unit } from "../core/params.js";
import { isAssumed } from "../experiment/device-source.js";
import { type Constant, GIVEN } from "../experiment/facts.js";
import { html, type Markup } from "./markup.js";
import { quantity } from "./plots/scale.js";
import { scroll } from "./words.js";

export function constantsTable(constants: readonly Constant[]): Markup | null {
  if (constants.length === 0) return null;
  const assumed = constants.filter((c) => c.isDefault && isAssumed(c.source)).length;
  const parts = [...new Set(constants.map((c) => c.part))];
  return html`<p>${assumed} of ${constants.length} constants are marked <span class="assumed">assumed</span>: no source gives them, or not all of what they stand for.</p>
${scroll(
  "constants",
  html`<table class="names"><thead><tr><th scope="col">constant</th><th scope="col" class="number">value</th><th scope="col">meaning</th><th scope="col">source</th></tr></thead><tbody>
${parts.map((part) => [
  html`<tr class="group"><th colspan="4" scope="colgroup">${part}</th></tr>`,
  constants.filter((c) => c.part === part).map(row),
])}
</tbody></table>`,
)}`;
}

function row({ name, value, unit, doc, source, isDefault }: Constant): Markup {
  const origin = isDefault
    ? html`${isAssumed(source) ? html`<span class="assumed">assumed</span> ` : null}${source.replace(/^assumed: /i, "")}`
    : html`${source.startsWith(GIVEN) ? source : GIVEN}`;
  return html`<tr><td><code>${name}</code></td><td class="number">${quantity(value, unit as Unit, 4)}</td><td>${doc}</td><td>${origin}</td></tr>`;
}

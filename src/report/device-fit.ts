/** A page about a fit of a device to its pulses, which stands alone. */
import { html, trusted } from "./markup.js";
import { pageOf } from "./page.js";
import { type DrawnFit, fitPanels } from "./plots/fit-panels.js";
import { panelsSvg } from "./plots/panels.js";

/**
 * @param rows  numbers: name, value, interval
 * @param notes  sentences above them
 * @param files  that the pulses come from
 * @returns  a whole page
 */
export async function fitPage(
  drawn: DrawnFit,
  rows: readonly (readonly [name: string, value: string, interval: string])[],
  notes: readonly string[],
  files: readonly { readonly name: string; readonly sha256: string }[],
): Promise<string> {
  const svg = await panelsSvg(`Fit of ${drawn.title}`, fitPanels(drawn));
  const { devices, pulses } = drawn.fit;
  const kicker = `spikion device fit · ${pulses} pulses on ${devices} ${devices === 1 ? "device" : "devices"}`;
  const main = html`${notes.map((note) => html`<p class="notice">${note}</p>`)}
<section><h2>Numbers</h2>
<div class="scroll"><table><thead><tr><th></th><th>value</th><th>95 % interval</th></tr></thead><tbody>
${rows.map(([name, value, interval]) => html`<tr><th scope="row">${name}</th><td>${value}</td><td>${interval}</td></tr>\n`)}</tbody></table></div>
</section>
<section><h2>How well it fits</h2>
<figure><div class="panel">${trusted(svg)}</div>
<figcaption>Bars are 95 % intervals. A change is counted from where the device is believed to be, by all reads before it; a
measured change is shown where it is larger than the read noise. Ratios along G that leave 1 in a curve mean that a power law
does not describe the state factor. Points off the line at both ends of the quantiles are outliers.</figcaption></figure>
</section>
<section><h2>Data</h2>
<div class="scroll"><table><tbody>
${files.map(({ name, sha256 }) => html`<tr><th scope="row">${name}</th><td>sha256 <code>${sha256}</code></td></tr>\n`)}</tbody></table></div>
</section>`;
  return pageOf("spikion device fit", kicker, drawn.title, main);
}

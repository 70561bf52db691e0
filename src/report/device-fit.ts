/** A page about a fit of a device to its pulses, which stands alone. */
import { html } from "./markup.js";
import { figures, pageOf } from "./page.js";
import { type DrawnFit, fitPanels } from "./plots/fit-panels.js";
import { panelsFigure } from "./plots/panels.js";
import { scroll } from "./words.js";

/** What the command line calls them, as the field writes them. */
const SIGNS: Readonly<Record<string, string>> = {
  "beta+": "β+",
  "beta-": "β−",
  gMin: "G_min",
  gMax: "G_max",
  G0: "G_0",
};

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
  const caption = html`Bars are 95 % intervals. A change is counted from where the device is believed to be, by all reads before it; a
measured change is shown where it is larger than the read noise. Ratios along G that leave 1 in a curve mean that a power law
does not describe the state factor. Points off the line at both ends of the quantiles are outliers.`;
  const figure = await panelsFigure({ id: "fit", title: "How well it fits", caption }, fitPanels(drawn));
  const { devices, pulses } = drawn.fit;
  const numbers = html`<table><thead><tr><th scope="col">number</th><th scope="col">value</th><th scope="col">95 % interval</th></tr></thead><tbody>
${rows.map(([name, value, interval]) => html`<tr><th scope="row">${SIGNS[name] ?? name}</th><td>${value}</td><td>${interval}</td></tr>\n`)}</tbody></table>`;
  const data = html`<table><tbody>
${files.map(({ name, sha256 }) => html`<tr><th scope="row">${name}</th><td>sha256 <code>${sha256}</code></td></tr>\n`)}</tbody></table>`;
  return pageOf({
    command: "spikion device fit",
    kicker: `spikion device fit · ${pulses} pulses on ${devices} ${devices === 1 ? "device" : "devices"}`,
    heading: drawn.title,
    introduction: html`${notes.map((note) => html`<p class="notice">${note}</p>`)}`,
    sections: [
      { id: "numbers", title: "Numbers", body: scroll("numbers of the fit", numbers) },
      { id: "figures", title: "Figures", body: figures([figure]) },
      { id: "data", title: "Data", body: scroll("files of the data", data) },
    ],
  });
}

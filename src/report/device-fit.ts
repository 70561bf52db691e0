/** A page about a fit of a device to its pulses, which stands alone. */
import { html, trusted } from "./markup.js";
import { type DrawnFit, fitPanels } from "./plots/fit-panels.js";
import { panelsSvg } from "./plots/panels.js";
import { STYLE } from "./style.js";

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
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${drawn.title} · spikion device fit</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="kicker">spikion device fit · ${pulses} pulses on ${devices} ${devices === 1 ? "device" : "devices"}</p>
<h1>${drawn.title}</h1>
</header>
${notes.map((note) => html`<p class="notice">${note}</p>`)}
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
</section>
</main>
</body>
</html>
`.text;
}

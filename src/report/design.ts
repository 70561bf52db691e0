/** What a design looks like: panels of the curve and the voltages, and a page that stands alone. */

import type { Waveform } from "../core/waveform/model.js";
import type { Panel } from "../experiment/panel.js";
import { html } from "./markup.js";
import { figures, pageOf } from "./page.js";
import { panelsFigure } from "./plots/panels.js";
import { scroll } from "./words.js";

export interface DrawnDesign {
  readonly title: string;
  /** s, S and S. */
  readonly deltaT: Float64Array;
  readonly wanted: Float64Array;
  readonly change: Float64Array;
  /** 1 where the wanted curve counts: within its range, beside its steps. */
  readonly asked: Uint8Array;
  readonly pre: Waveform;
  readonly post: Waveform;
}

export function designPanels({ title, deltaT, wanted, change, asked, pre, post }: DrawnDesign): Panel[] {
  const judged = (values: Float64Array) => values.filter((_, k) => asked[k] === 1);
  const misfit = judged(change.map((s, k) => s - wanted[k]!));
  const x = { label: "Δt = t_post − t_pre", unit: "s" } as const;
  return [
    {
      id: "curve",
      title: `Wanted and designed: ${title}`,
      x,
      y: { label: "ΔG", unit: "S" },
      series: [
        { name: "wanted", x: deltaT, y: wanted, mark: "dashed", colour: 6 },
        { name: "designed", x: deltaT, y: change, mark: "line", colour: 0 },
      ],
      columns: 6,
    },
    {
      id: "waveforms",
      title: "Voltages at the terminals",
      x: { label: "time after the spike", unit: "s" },
      y: { label: "V", unit: "V" },
      series: [
        { name: "V_pre", x: pre.t, y: pre.v, mark: "line", colour: 0 },
        { name: "V_post", x: post.t, y: post.v, mark: "line", colour: 1 },
      ],
    },
    {
      id: "misfit",
      title: "Designed − wanted, where it counts",
      x,
      y: { label: "ΔG", unit: "S" },
      series: [{ name: "misfit", x: judged(deltaT), y: misfit, mark: "line", colour: 1 }],
    },
  ];
}

/**
 * @param rows  what there is to say, name and value each
 * @param notes  sentences above them
 * @returns  a whole page
 */
export async function designPage(
  design: DrawnDesign,
  rows: readonly (readonly [name: string, value: string])[],
  notes: readonly string[],
): Promise<string> {
  const caption = html`(a) The change of conductance that is asked for, and that of the designed voltages; (b) the voltages at
both terminals after a spike of each; (c) the difference of the curves wherever the wanted one counts.`;
  const figure = await panelsFigure(
    { id: "curves", title: "Curve and voltages", caption },
    designPanels(design),
  );
  const numbers = html`<table><tbody>
${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value.replaceAll("delta_t", "Δt")}</td></tr>\n`)}</tbody></table>`;
  return pageOf({
    command: "spikion design",
    kicker: "spikion design",
    heading: design.title,
    introduction: html`${notes.map((note) => html`<p class="notice">${note}</p>`)}`,
    sections: [
      { id: "figures", title: "Figures", body: figures([figure]) },
      { id: "key-figures", title: "Key figures", body: scroll("key figures", numbers) },
    ],
  });
}

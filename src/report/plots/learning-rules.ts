import type { SimulateFacts } from "../../experiment/kinds/simulate/facts.js";
import type { SimulateResult } from "../../experiment/kinds/simulate/result.js";
import type { Panel, Series } from "../../experiment/panel.js";
import { html } from "../markup.js";
import { plotOf } from "./model.js";
import { panelsFigure } from "./panels.js";

export const learningRules = plotOf<SimulateResult, SimulateFacts>(
  "several plastic projections side by side: the rule of each, and what each made of the spikes",
  ["records"],
  async ({ metrics }, { rules }) => {
    if (!rules || rules.length < 2) return null;
    const windows: Panel = {
      id: "windows",
      title: "rules: change by one pair",
      x: { label: "Δt = t_post − t_pre", unit: "s" },
      y: { label: "ΔG at G₀", unit: "S" },
      series: rules.map(({ of, window }): Series => ({ name: of, x: window.x, y: window.y, mark: "line" })),
    };
    const changes: Panel = {
      id: "changes",
      title: "change in this run",
      x: { label: "source neuron", unit: "1" },
      y: { label: "mean G, end − start", unit: "S" },
      series: rules.map(({ of }): Series => {
        const { start, end } = metrics.conductance[of]!;
        // Neurons without a synapse have no change.
        const joined = [...end.keys()].filter((i) => end[i] !== null);
        return {
          name: of,
          x: Float64Array.from(joined),
          y: Float64Array.from(joined, (i) => end[i]! - start[i]!),
          mark: "dots",
        };
      }),
    };
    const title = "Learning rules of the plastic projections";
    const caption = html`(a) Net change of conductance by one pair of spikes for each plastic projection, ∫ r(V_G) dt integrated
      exactly, at G = G₀. (b) What the run did to each source neuron's synapses: mean over its targets, end minus start.
      ${rules.map(({ of }) => html`${of}: n = ${metrics.conductance[of]!.end.length} source neurons. `)}`;
    return panelsFigure({ id: "rules", title, caption }, [windows, changes]);
  },
);

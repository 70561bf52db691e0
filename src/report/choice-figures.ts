/** The result of a choice run in a table, and how it came about in sentences. */
import type { ChoiceMetrics } from "../experiment/kinds/choice/result.js";
import { FOLLOWS_DOCS } from "../experiment/kinds/choice/spec.js";
import type { ChoiceFacts } from "./facts.js";
import { html, type Markup } from "./markup.js";
import { conductance, grouped, percent, quantity } from "./plots/scale.js";

export function choiceFigures(m: ChoiceMetrics): Markup {
  const card = (name: string, share: number, [low, high]: readonly [number, number], n: number) =>
    html`<div><span>${name}</span><b>${percent(share)}</b><span>95 % CI ${(100 * low).toFixed(1)} to ${percent(high)}, n = ${grouped(n)} trials</span></div>`;
  const { accuracy, accuracyCI95: ci, window } = m;
  const rows: (readonly [string, string | Markup])[] = [
    [
      "trials",
      `${grouped(m.trials)}, ${grouped(m.omissions)} of them without an answer and counted as wrong; chance is ${percent(m.chance)}`,
    ],
    [
      "contingency",
      m.reversal === null ? "the same throughout" : `reversed from trial ${grouped(m.reversal)} on`,
    ],
    ["signal after a choice", `follows ${m.follows}; mean ${m.meanSignal.toFixed(3)}`],
    [
      "time to the first spike",
      m.latency === null ? "no neuron fired" : `${quantity(m.latency, "s")} in the mean`,
    ],
    [
      "spikes per trial",
      `${grouped(m.inputSpikesPerTrial)} in, ${grouped(m.choiceSpikesPerTrial)} of the choosing neurons`,
    ],
    ...m.conductance.end.map((row, s): readonly [string, string] => [
      `mean conductance of stimulus ${s}`,
      row
        .map(
          (g, c) =>
            `to choice ${c}: ${conductance(m.conductance.start[s]![c]!)} at the start, ${conductance(g)} at the end`,
        )
        .join("; "),
    ]),
    ["seed", html`<code>${m.seed}</code> (n = 1 run: intervals are those of its trials, not of seeds)`],
    ["weights", html`sha256 <code>${m.weightsSha256}</code>`],
  ];
  return html`<div class="headline">${[
    card("last trials", accuracy.final, ci.final, window.final),
    accuracy.beforeReversal === null || ci.beforeReversal === null
      ? null
      : card("last before the reversal", accuracy.beforeReversal, ci.beforeReversal, window.beforeReversal),
    card("all trials", accuracy.all, ci.all, m.trials),
  ]}</div>
<div class="scroll"><table><tbody>
${rows.map(([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`)}
</tbody></table></div>`;
}

/** The course of a trial. */
export function choiceProtocol({ stimuli, choice, reward, physics }: ChoiceFacts): Markup {
  const last = reward.reversal === Number.POSITIVE_INFINITY ? "" : " until the reversal";
  return html`<ol>
<li>A trial begins with all neurons at rest and no voltage on any line. One of ${stimuli.count} stimuli, drawn at random, is shown: its inputs
fire at ${quantity(stimuli.rate, "Hz")}, all others at ${quantity(stimuli.background, "Hz")} (Poisson).</li>
<li>${choice.by === "first" ? html`The pool of neurons that fires first is the choice, and ends the stimulus; after ${quantity(stimuli.duration, "s")} without a spike there is none.` : html`The pool with most spikes in ${quantity(stimuli.duration, "s")} is the choice.`}
Right for stimulus ${reward.contingency.map((c, s) => `${s} is choice ${c}`).join(", for ")}${last}.</li>
<li>${quantity(reward.delay, "s")} after the end of the stimulus ${reward.signal} takes its value for ${quantity(reward.duration, "s")}: ${reward.rewarded} or ${reward.unrewarded}; ${FOLLOWS_DOCS[reward.follows]}.</li>
${physics?.moving === undefined ? null : html`<li>${physics.moving}. Devices keep no trace of past spikes: what ${reward.signal} acts on are the waveforms that run while it is there.</li>`}
</ol>`;
}

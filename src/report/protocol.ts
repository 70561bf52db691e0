/** How the result came about, in sentences, and what a reader must not overlook. */
import type { ExperimentResult } from "../experiment/kinds/index.js";
import { choiceProtocol } from "./choice-figures.js";
import type { RunFacts } from "./facts.js";
import type { Manifest } from "./manifest.js";
import { html, type Markup } from "./markup.js";
import { grouped, quantity } from "./plots/scale.js";

/** How a classification was trained and tested, or choices were rewarded; null for a simulation, which tests nothing. */
export function protocol(result: ExperimentResult, facts: RunFacts): Markup | null {
  if (facts.kind === "choice") return choiceProtocol(facts);
  if (result.kind !== "classify" || facts.kind !== "classify") return null;
  const { metrics: m } = result;
  const { presentation: p, homeostasis: h } = facts;
  const physical = facts.physics !== null;
  return html`<ol>
<li>Training: ${grouped(m.trainPresentations)} presentations of ${quantity(p.duration, "s")}${p.rest > 0 ? ` and ${quantity(p.rest, "s")} of rest` : ""} each,
without labels${p.reset ? ", neuron state reset in between" : ""}. An image with fewer than ${p.retryBelow} output spikes is shown again, at most ${p.retryMax} times.
${facts.columnSum > 0 ? "The sum of each output neuron's weights is restored after every image (digital weight normalisation)." : "No weight normalisation of any kind."}
Thresholds adapt by ${quantity(h.thetaPlus, "V")} per spike at the start of the run${h.thetaPlusEnd === 1 ? "" : `, ${quantity(h.thetaPlus * h.thetaPlusEnd, "V")} at its end`}.</li>
<li>Gain schedule: ${gain(facts.gain.schedule, facts.gain.end, physical)}</li>
<li>Labels of neurons and class means come from a frozen pass over ${grouped(m.labelImages)} training images.
${m.testSplit === "validation" ? "The validation images are the last of the training set and were kept out of training and labelling." : ""}</li>
<li>Test: plasticity and θ frozen; ${grouped(m.testImages)} ${m.testSplit} images, each read once; a silent image is wrong.</li>
${m.protocol ? checked(m.protocol.sharedTestImages) : ""}
</ol>`;
}

function checked(shared: number): Markup {
  return html`<li>Checked by the program: ${shared === 0 ? "no test image is" : `${grouped(shared)} test images are`} among the images for training and
labelling, pixel by pixel; nothing learned in labelling and test, weights and θ were the same after as before; both passes had the same
encoder and presentation.</li>`;
}

function gain(schedule: string, end: number, physical: boolean): Markup {
  const to =
    end === 1
      ? "the effect of an event stays"
      : `the effect of an event falls geometrically to ${grouped(100 * end)} % of that at the start`;
  switch (schedule) {
    case "amplitude":
      return html`amplitude: ${to}, by lowering both post amplitudes.`;
    case "duty":
      return html`duty: ${to}, by having the post voltage on for a part of every tick.`;
    case "constant":
      return html`constant: every event of a run has the same voltages.`;
    case "ideal":
      return html`ideal <span class="assumed">not physical</span>: ${to}, by a factor ${physical ? "that no voltage of this circuit provides" : "in the learning rule"}.`;
    default:
      return html`${schedule}, ending at ${end}.`;
  }
}

/** Remarks for the top of the page. */
export function notices(result: ExperimentResult, facts: RunFacts, manifest: Manifest): Markup[] {
  const all: Markup[] = [];
  if (manifest.interrupted || result.metrics.interrupted)
    all.push(html`This run was interrupted: all numbers are those of the part that was done.`);
  if (facts.kind === "classify" && facts.gain.schedule === "ideal" && facts.physics !== null)
    all.push(
      html`The gain schedule is <b>ideal</b>: a numerical factor on device events. No physical circuit here provides it.`,
    );
  if (facts.physics?.moving !== undefined)
    all.push(
      html`${facts.physics.moving} during this run: voltages and STDP of the device are drawn at α = 1, the waveforms as they are written.`,
    );
  if (result.kind === "classify" && result.conductanceUnit === "1")
    all.push(
      html`The synapses of this run are ideal (numbers, not devices): a baseline to compare devices with.`,
    );
  if (result.kind === "classify" && result.metrics.testSplit === "test" && result.metrics.testImages < 1000)
    all.push(
      html`Only ${grouped(result.metrics.testImages)} test images were read: mind the confidence intervals.`,
    );
  return all;
}

import { formatQuantity } from "../../../core/units.js";
import { grouped } from "../../../core/written.js";
import { cutRows } from "../../cut-waveforms.js";
import { plasticityRows } from "../../plasticity-checks.js";
import type { Row } from "../../text.js";
import { learnedNeurons } from "./differentiation.js";
import { perCorrectAnswer } from "./energy-ledger.js";
import type { ClassifyMetrics } from "./result.js";
import { threadRows } from "./thread-facts.js";
import { ties, unanswered } from "./unanswered.js";

/** A classification in a few lines for the terminal. */
export function classifySummary(m: ClassifyMetrics): Row[] {
  const tied = ties(m);
  return [
    [`images of ${m.testSplit} set`, `${m.testImages} (${unanswered(m)})`],
    ...(tied === undefined ? [] : [["ties, taken for the first class", tied] as const]),
    // A frozen test has trained nothing.
    ...(m.trainPresentations > 0 ? training(m) : []),
  ];
}

/** "input 3,537, fields 441, output 12" */
export function populations(spikes: Readonly<Record<string, number>>): string {
  return Object.entries(spikes)
    .map(([name, n]) => `${name} ${grouped(n)}`)
    .join(", ");
}

function training(m: ClassifyMetrics): Row[] {
  const learned = learnedNeurons(m);
  const rows: Row[] = [
    [
      "training images",
      `${m.trainImages}${m.epochs > 1 ? ` x ${m.epochs} passes` : ""}, at ${m.trainImagesPerSecond.toFixed(0)} images/s`,
    ],
    ...(m.inputSpikesPerImage === null || m.postSpikesPerImage === null
      ? []
      : [
          [
            "spikes per image",
            `${m.inputSpikesPerImage.toFixed(0)} in, ${m.postSpikesPerImage.toFixed(1)} out`,
          ] as const,
        ]),
    ...(m.spikesPerImage ? [["of each population", populations(m.spikesPerImage)] as const] : []),
    ...(learned === undefined ? [] : [["neurons that have learned", learned] as const]),
    ["kernel", m.kernelNotice ? `${m.kernel} (${m.kernelNotice})` : m.kernel],
    ...threadRows(m),
    ["gain schedule", m.gainSchedule],
  ];
  if (m.disturb) {
    const { lonePre, lonePost, paired } = m.disturb;
    const siemens = (g: number) => formatQuantity(g, "S");
    rows.push([
      "disturb per synapse and image",
      `${siemens(lonePre)} pre alone, ${siemens(lonePost)} post alone, ${siemens(paired)} paired`,
    ]);
  }
  if (m.events) {
    const { lonePre, lonePost, paired } = m.events;
    rows.push([
      "synaptic events per image",
      `${lonePre.toFixed(0)} pre alone, ${lonePost.toFixed(0)} post alone, ${paired.toFixed(0)} pairs`,
    ]);
  }
  if (m.energy) {
    const { perImage, perEvent, source } = m.energy;
    const { lonePre, lonePost, paired } = perEvent;
    const joule = (e: number) => formatQuantity(e, "J");
    rows.push(
      ["energy per image", `${joule(perImage.total)}; ${perCorrectAnswer(m.energy)} (${source})`],
      [
        "energy per event",
        `${joule(lonePre.total)} pre alone, ${joule(lonePost.total)} post alone, ${joule(paired.total)} a pair`,
      ],
    );
  }
  rows.push(...cutRows(m.cutWaveforms), ...plasticityRows(m.furtherPlasticityChecks));
  if (m.plasticityCheck)
    rows.push([
      "fast against ordered plasticity",
      `at most ${(100 * m.plasticityCheck.maxDifference).toPrecision(2)} % of the range`,
    ]);
  return rows;
}

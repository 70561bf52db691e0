/** The result in a table, uncertainty and number of cases beside every estimate. */
import type { AccuracyByReadout, ClassifyMetrics } from "../experiment/kinds/classify/result.js";
import type { ExperimentResult } from "../experiment/kinds/index.js";
import type { SimulateMetrics } from "../experiment/kinds/simulate/result.js";
import { choiceFigures } from "./choice-figures.js";
import type { RunFacts } from "./facts.js";
import { figureFigures } from "./figure-tables.js";
import { html, type Markup } from "./markup.js";
import { conductance, grouped, percent, quantity } from "./plots/scale.js";

const READOUTS: readonly (readonly [keyof AccuracyByReadout, string])[] = [
  ["classMean", "class-mean vote"],
  ["confidence", "confidence-weighted vote"],
  ["logLikelihood", "log-likelihood vote"],
];

export function keyFigures(result: ExperimentResult, facts: RunFacts): Markup {
  switch (result.kind) {
    case "classify":
      return classifyFigures(result.metrics, facts);
    case "simulate":
      return simulateFigures(result.metrics, facts);
    case "choice":
      return choiceFigures(result.metrics);
    case "figure":
      return figureFigures(result.metrics);
  }
}

function classifyFigures(m: ClassifyMetrics, facts: RunFacts): Markup {
  const cards = READOUTS.map(([key, name]) => {
    const [low, high] = m.accuracyCI95[key];
    return html`<div><span>${name}</span><b>${percent(m.accuracy[key], 2)}</b><span>95 % CI ${(100 * low).toFixed(2)} to ${percent(high, 2)}, n = ${grouped(m.testImages)}</span></div>`;
  });
  const device = facts.physics !== null;
  return html`<div class="headline">${cards}</div>
${table([
  [
    "test images",
    `${grouped(m.testImages)} (${m.testSplit} split), ${grouped(m.silentTestImages)} of them silent and counted as wrong`,
  ],
  [
    "training",
    `${grouped(m.trainPresentations)} presentations of ${grouped(m.trainImages)} images (${epochs(m.epochs)})`,
  ],
  ["labelling", `${grouped(m.labelImages)} training images`],
  ["output neurons", grouped(m.neurons)],
  [
    "seed",
    html`<code>${m.seed}</code> (n = 1 run: the interval is that of the test images alone, not of seeds)`,
  ],
  [
    "training speed",
    `${grouped(m.trainImagesPerSecond)} images/s (${grouped(m.trainSeconds)} s training, ${grouped(m.labelSeconds)} s labelling, ${grouped(m.testSeconds)} s test)`,
  ],
  ["kernel", m.kernelNotice === null ? m.kernel : `${m.kernel}: ${m.kernelNotice}`],
  [
    "spikes per training image",
    `${grouped(m.inputSpikesPerImage)} in, ${grouped(m.postSpikesPerImage)} out; shown again: ${percent(m.retriesPerImage)} of images`,
  ],
  [
    "gain schedule",
    m.gainSchedule === "ideal" ? html`ideal <span class="assumed">not physical</span>` : m.gainSchedule,
  ],
  device && m.disturb
    ? [
        "conductance moved, per synapse and training image",
        `${quantity(m.disturb.paired, "S")} by pairs, ${quantity(m.disturb.lonePost, "S")} by post spikes alone (wanted depression), ${quantity(m.disturb.lonePre, "S")} by pre spikes alone (disturb)`,
      ]
    : null,
  m.events
    ? [
        "synaptic events, per training image",
        `${grouped(m.events.lonePre)} pre spikes alone, ${grouped(m.events.lonePost)} post spikes alone, ${grouped(m.events.paired)} pairs`,
      ]
    : null,
  m.energy
    ? [
        "energy",
        html`${quantity(m.energy.perImage.total, "J")} per training image, ${quantity(m.energy.perRun, "J")} per run, ${quantity(m.energy.perCorrectAnswer, "J")} per correct answer, nothing when idle; ${m.energy.source} <span class="assumed">assumed</span>`,
      ]
    : null,
  m.energy?.model === "circuit"
    ? [
        "energy by part, per training image",
        `${quantity(m.energy.perImage.divider, "J")} divider, ${quantity(m.energy.perImage.capacitor, "J")} gate capacitance, ${quantity(m.energy.perImage.insertion, "J")} insertion`,
      ]
    : null,
  m.energy ? ["time of one presentation, at the technology's speed", quantity(m.energy.latency, "s")] : null,
  m.plasticityCheck
    ? [
        "fast against exact plasticity",
        `largest difference ${shareOfRange(m.plasticityCheck.maxDifference)}, root mean square ${shareOfRange(m.plasticityCheck.rmsDifference)} of Gmax − Gmin, on ${grouped(m.plasticityCheck.synapses)} sampled synapses and ${grouped(m.plasticityCheck.events)} events`,
      ]
    : null,
  ["weights", html`sha256 <code>${m.weightsSha256}</code>`],
])}`;
}

function simulateFigures(m: SimulateMetrics, facts: RunFacts): Markup {
  return table([
    [
      "simulated time",
      `${quantity(m.duration, "s")} in ${grouped(m.ticks)} ticks of ${quantity(facts.kind === "simulate" ? facts.tick : 0, "s")}`,
    ],
    ["events", `${grouped(m.events)}, taking ${grouped(m.seconds)} s`],
    ...Object.entries(m.spikes).map(([name, n]): Row => [`spikes of ${name}`, grouped(n)]),
    ...Object.entries(m.conductance).map(
      ([name, { start, end }]): Row => [
        `mean conductance of ${name}`,
        `${conductance(mean(start))} at the start, ${conductance(mean(end))} at the end (${grouped(end.length)} source neurons)`,
      ],
    ),
    ["seed", html`<code>${m.seed}</code>`],
    ["weights", html`sha256 <code>${m.weightsSha256}</code>`],
  ]);
}

type Row = readonly [name: string, value: string | Markup];

function table(rows: readonly (Row | null)[]): Markup {
  return html`<div class="scroll"><table><tbody>
${rows.map((row) => (row ? html`<tr><th>${row[0]}</th><td>${row[1]}</td></tr>` : null))}
</tbody></table></div>`;
}

function epochs(n: number): string {
  return n === 1 ? "one pass" : `${grouped(n)} passes`;
}

function shareOfRange(fraction: number): string {
  return fraction >= 1e-4 ? percent(fraction, 2) : `${(100 * fraction).toExponential(1)} %`;
}

function mean(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}

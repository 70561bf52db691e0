/** The figures of a run as a table for people. */
import Table from "cli-table3";
import { formatQuantity } from "../core/units.js";
import type { ChoiceMetrics } from "../experiment/kinds/choice/result.js";
import type { ClassifyMetrics } from "../experiment/kinds/classify/result.js";
import type { FigureMetrics } from "../experiment/kinds/figure/result.js";
import type { ExperimentResult } from "../experiment/kinds/index.js";
import type { SimulateMetrics } from "../experiment/kinds/simulate/result.js";

const NAMES = { classMean: "class mean", confidence: "confidence", logLikelihood: "log-likelihood" } as const;

/** One line each: what it is, and how much. */
export function figures({ metrics }: ExperimentResult): [what: string, value: string][] {
  switch (metrics.kind) {
    case "classify":
      return classify(metrics);
    case "simulate":
      return simulate(metrics);
    case "choice":
      return choice(metrics);
    case "figure":
      return figure(metrics);
  }
}

export function figureTable(result: ExperimentResult): string {
  const table = new Table({ style: { head: [], border: [], compact: true } });
  table.push(...figures(result));
  return `${table.toString()}\n`;
}

/** Most numbers that are shown where nothing is checked. */
const SHOWN = 24;

/** Statements of the paper first; the numbers alone where there are none. */
function figure({ checks, numbers }: FigureMetrics): [string, string][] {
  if (checks.length === 0)
    return numbers.slice(0, SHOWN).map((n) => [n.name, formatQuantity(n.value, n.unit, 4)]);
  return checks.map((c) => [
    c.fact,
    `${c.number} = ${c.ours}; paper: ${c.paper}${c.holds ? "" : " (does not hold)"}`,
  ]);
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}

function classify(m: ClassifyMetrics): [string, string][] {
  const accuracies = (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((key): [string, string] => {
    const [low, high] = m.accuracyCI95[key];
    return [
      `accuracy, ${NAMES[key]}`,
      `${percent(m.accuracy[key])} (95 %: ${percent(low)} to ${percent(high)})`,
    ];
  });
  const rows: [string, string][] = [
    ...accuracies,
    [`images of ${m.testSplit} set`, `${m.testImages} (${m.silentTestImages} silent, counted as wrong)`],
  ];
  // A frozen test has trained nothing.
  if (m.trainPresentations > 0) rows.push(...training(m));
  rows.push(["weights", `sha256 ${m.weightsSha256.slice(0, 16)}…`], ["seed", m.seed]);
  if (m.interrupted) rows.push(["interrupted", "these are the figures until then"]);
  return rows;
}

function training(m: ClassifyMetrics): [string, string][] {
  const rows: [string, string][] = [
    [
      "training images",
      `${m.trainImages}${m.epochs > 1 ? ` x ${m.epochs} passes` : ""}, at ${m.trainImagesPerSecond.toFixed(0)} images/s`,
    ],
    ["spikes per image", `${m.inputSpikesPerImage.toFixed(0)} in, ${m.postSpikesPerImage.toFixed(1)} out`],
    ["kernel", m.kernelNotice ? `${m.kernel} (${m.kernelNotice})` : m.kernel],
    ["gain schedule", m.gainSchedule],
  ];
  if (m.disturb) {
    const { lonePre, lonePost, paired } = m.disturb;
    const each = [lonePre, lonePost, paired].map((s) => formatQuantity(s, "S"));
    rows.push([
      "disturb per synapse and image",
      `${each[0]} pre alone, ${each[1]} post alone, ${each[2]} paired`,
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
    const { perImage, perCorrectAnswer, perEvent } = m.energy;
    const { lonePre, lonePost, paired } = perEvent;
    const joule = (e: number) => formatQuantity(e, "J");
    rows.push(
      [
        "energy per image",
        `${joule(perImage.total)}; per correct answer ${joule(perCorrectAnswer)} (${m.energy.source})`,
      ],
      [
        "energy per event",
        `${joule(lonePre.total)} pre alone, ${joule(lonePost.total)} post alone, ${joule(paired.total)} a pair`,
      ],
    );
  }
  if (m.plasticityCheck)
    rows.push([
      "fast against ordered plasticity",
      `at most ${(100 * m.plasticityCheck.maxDifference).toPrecision(2)} % of the range`,
    ]);
  return rows;
}

function simulate(m: SimulateMetrics): [string, string][] {
  const rows: [string, string][] = [
    ["simulated", `${formatQuantity(m.duration, "s")} in ${m.seconds.toFixed(2)} s, ${m.events} events`],
  ];
  for (const [name, count] of Object.entries(m.spikes)) rows.push([`spikes of ${name}`, String(count)]);
  for (const [name, { start, end }] of Object.entries(m.conductance))
    rows.push([
      `conductance of ${name}`,
      `mean ${meanOf(start)} at the start, ${meanOf(end)} at the end${extremes(end)}`,
    ]);
  rows.push(["weights", `sha256 ${m.weightsSha256.slice(0, 16)}…`], ["seed", m.seed]);
  if (m.interrupted) rows.push(["interrupted", "these are the figures until then"]);
  return rows;
}

function choice(m: ChoiceMetrics): [string, string][] {
  const score = (share: number, [low, high]: readonly [number, number], n: number) =>
    `${percent(share)} right (95 %: ${percent(low)} to ${percent(high)}, n = ${n})`;
  const { accuracy, accuracyCI95: ci, window, reversal } = m;
  const rows: [string, string][] = [["last trials", score(accuracy.final, ci.final, window.final)]];
  if (accuracy.beforeReversal !== null && ci.beforeReversal !== null)
    rows.push([
      "last before the reversal",
      score(accuracy.beforeReversal, ci.beforeReversal, window.beforeReversal),
    ]);
  rows.push(
    ["all trials", score(accuracy.all, ci.all, m.trials)],
    [
      "trials",
      `${m.trials}${reversal === null ? "" : `, contingency reversed from ${reversal} on`}; chance ${percent(m.chance)}; no answer in ${m.omissions}`,
    ],
    ["signal", `follows ${m.follows}; mean ${m.meanSignal.toFixed(3)} after choices`],
  );
  if (m.latency !== null) rows.push(["time to the first spike", formatQuantity(m.latency, "s", 3)]);
  for (const [s, row] of m.conductance.end.entries())
    rows.push([
      `conductance of stimulus ${s}`,
      row
        .map(
          (g, c) =>
            `choice ${c}: ${formatQuantity(m.conductance.start[s]![c]!, "S", 3)} to ${formatQuantity(g, "S", 3)}`,
        )
        .join(", "),
    ]);
  rows.push(["weights", `sha256 ${m.weightsSha256.slice(0, 16)}…`], ["seed", m.seed]);
  if (m.interrupted) rows.push(["interrupted", "these are the figures until then"]);
  return rows;
}

function meanOf(values: readonly number[]): string {
  return formatQuantity(values.reduce((sum, g) => sum + g, 0) / Math.max(1, values.length), "S");
}

/** Which source neurons have the strongest synapses. */
function extremes(end: readonly number[]): string {
  if (end.length < 2) return "";
  const order = end.map((g, i) => ({ g, i })).sort((a, b) => b.g - a.g || a.i - b.i);
  const strongest = order.slice(0, Math.min(10, Math.floor(order.length / 2))).map(({ i }) => i);
  return `; strongest: inputs ${strongest.sort((a, b) => a - b).join(", ")}`;
}

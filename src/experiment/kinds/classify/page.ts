/** The words of a classification's report. */
import { formatQuantity } from "../../../core/units.js";
import { grouped, percent } from "../../../core/written.js";
import { cutNotices, cutRows } from "../../cut-waveforms.js";
import { plasticityRows } from "../../plasticity-checks.js";
import { code, mark, type Row, sentence, strong, type Text } from "../../text.js";
import { absentNotices } from "./absent-classes.js";
import { learnedNeurons, notLearned } from "./differentiation.js";
import { perCorrectAnswer } from "./energy-ledger.js";
import type { ClassifyFacts, FrontFacts } from "./facts.js";
import { gateRow } from "./gate-facts.js";
import type { ClassifyMetrics, ClassifyResult } from "./result.js";
import { populations } from "./summary.js";
import { threadRows } from "./thread-facts.js";
import { ties, unanswered, unknownClasses } from "./unanswered.js";

export function classifyKeyFigures(m: ClassifyMetrics, facts: ClassifyFacts): Row[] {
  const tied = ties(m);
  const learned = learnedNeurons(m);
  return [
    ["test images", `${grouped(m.testImages)} (${m.testSplit} split), of them ${unanswered(m)}`],
    ...(tied === undefined
      ? []
      : [["test images for which some classes share the largest score, taken for the first", tied] as const]),
    [
      "training",
      `${grouped(m.trainPresentations)} presentations of ${grouped(m.trainImages)} images (${passes(m.epochs)})`,
    ],
    ["labelling", `${grouped(m.labelImages)} training images`],
    ...(facts.front ? [["front end", frontWords(facts.front)] satisfies Row] : []),
    ["output neurons", grouped(m.neurons)],
    ...(learned === undefined ? [] : [["neurons that have learned", learned] as const]),
    ["seed", [code(m.seed), " (n = 1 run: the interval is that of the test images alone, not of seeds)"]],
    [
      "training speed",
      `${grouped(m.trainImagesPerSecond)} images/s (${grouped(m.trainSeconds)} s training, ${grouped(m.labelSeconds)} s labelling, ${grouped(m.testSeconds)} s test)`,
    ],
    ["kernel", m.kernelNotice === null ? m.kernel : `${m.kernel}: ${m.kernelNotice}`],
    ...threadRows(m),
    [
      "spikes per training image",
      m.inputSpikesPerImage === null || m.postSpikesPerImage === null || m.retriesPerImage === null
        ? "none: nothing was trained"
        : `${grouped(m.inputSpikesPerImage)} in, ${grouped(m.postSpikesPerImage)} out; shown again: ${percent(m.retriesPerImage)} of images`,
    ],
    ...(m.spikesPerImage
      ? [
          [
            "spikes of each population, per training image in which it takes part",
            populations(m.spikesPerImage),
          ] as const,
        ]
      : []),
    ["gain schedule", m.gainSchedule === "ideal" ? ["ideal ", mark("not physical")] : m.gainSchedule],
    ...(facts.gate ? [gateRow(facts.gate)] : []),
    ...(facts.physics ? disturb(m) : []),
    ...energy(m),
    ...plasticity(m),
    ...plasticityRows(m.furtherPlasticityChecks),
    ...cutRows(m.cutWaveforms),
    ["weights", ["sha256 ", code(m.weightsSha256)]],
  ];
}

function frontWords({ parts, shape: { planes, rows, cols } }: FrontFacts): string {
  const words = parts.map(({ name, values }) => {
    const numbers = Object.entries(values).map(([key, value]) => `${key} ${value}`);
    return numbers.length > 0 ? `${name} (${numbers.join(", ")})` : name;
  });
  return `${words.join(", then ")}: ${planes} ${planes === 1 ? "plane" : "planes"} of ${rows} × ${cols}`;
}

function disturb({ disturb: d }: ClassifyMetrics): Row[] {
  if (!d) return [];
  const siemens = (g: number) => formatQuantity(g, "S");
  return [
    [
      "conductance moved, per synapse and training image",
      `${siemens(d.paired)} by pairs, ${siemens(d.lonePost)} by post spikes alone (wanted depression), ${siemens(d.lonePre)} by pre spikes alone (disturb)`,
    ],
  ];
}

function energy({ events: n, energy: e }: ClassifyMetrics): Row[] {
  const joule = (x: number) => formatQuantity(x, "J");
  const rows: Row[] = [];
  if (n)
    rows.push([
      "synaptic events, per training image",
      `${grouped(n.lonePre)} pre spikes alone, ${grouped(n.lonePost)} post spikes alone, ${grouped(n.paired)} pairs`,
    ]);
  if (!e) return rows;
  rows.push([
    "energy",
    [
      `${joule(e.perImage.total)} per training image, ${joule(e.perRun)} per run, ${perCorrectAnswer(e)}, nothing when idle; ${e.source} `,
      mark("assumed"),
    ],
  ]);
  if (e.model === "circuit")
    rows.push([
      "energy by part, per training image",
      `${joule(e.perImage.divider)} divider, ${joule(e.perImage.capacitor)} gate capacitance, ${joule(e.perImage.insertion)} insertion`,
    ]);
  rows.push(["time of one presentation, at the technology's speed", formatQuantity(e.latency, "s")]);
  return rows;
}

function plasticity({ plasticityCheck: check }: ClassifyMetrics): Row[] {
  if (!check) return [];
  return [
    [
      "fast against exact plasticity",
      `largest difference ${shareOfRange(check.maxDifference)}, root mean square ${shareOfRange(check.rmsDifference)} of Gmax − Gmin, on ${grouped(check.synapses)} sampled synapses and ${grouped(check.events)} events`,
    ],
  ];
}

/** How a classification was trained and tested. */
export function classifyProtocol(m: ClassifyMetrics, facts: ClassifyFacts): Text[] {
  const { presentation: p, homeostasis: h, columnSum, gain } = facts;
  const s = (t: number) => formatQuantity(t, "s");
  const v = (u: number) => formatQuantity(u, "V");
  const steps: Text[] = [
    [
      `Training: ${grouped(m.trainPresentations)} presentations of ${s(p.duration)}${p.rest > 0 ? ` and ${s(p.rest)} of rest` : ""} each, without labels${p.reset ? ", neuron state reset in between" : ""}. `,
      `An image with fewer than ${p.retryBelow} output spikes is shown again, at most ${p.retryMax} times. `,
      columnSum > 0
        ? "The sum of each output neuron's weights is restored after every image (digital weight normalisation). "
        : "No weight normalisation of any kind. ",
      `Thresholds adapt by ${v(h.thetaPlus)} per spike at the start of the run${h.thetaPlusEnd === 1 ? "" : `, ${v(h.thetaPlus * h.thetaPlusEnd)} at its end`}${facts.automaticHomeostasis ? `, and all of them by ${v(h.servoGain)} per spike above ${h.targetSpikes} per image: homeostasis: auto, for ${grouped(m.neurons)} neurons and ${grouped(m.trainPresentations)} presentations` : ""}.`,
    ],
    ...layered(facts),
    ["Gain schedule: ", ...gainWords(gain, facts.physics !== null)],
    `Labels of neurons and class means come from a frozen pass over ${grouped(m.labelImages)} training images${shown(facts.labelDuration)}.${m.testSplit === "validation" ? " The validation images are the last of the training set and were kept out of training and labelling." : ""}`,
    `Test: plasticity and θ frozen; ${grouped(m.testImages)} ${m.testSplit} images, each read once${shown(facts.testDuration)}; a silent image is wrong, and so is one that only neurons answer that were silent in labelling, or for which all classes have the same score (undecided).`,
  ];
  steps.push(...fitted(m, facts));
  if (m.protocol) steps.push(checked(m.protocol.sharedTestImages));
  return steps;
}

/** In what order projections were trained, and how other thresholds adapted. */
function layered({ layers, homeostasisOf }: ClassifyFacts): Text[] {
  const steps: Text[] = [];
  if (layers) {
    const each = layers.map(
      ({ projections, images, epochs }) =>
        `${projections.join(" and ")} (${grouped(images)} images, ${passes(epochs)})`,
    );
    steps.push(
      `Layer by layer: ${each.join(", then ")}. Meanwhile all other synapses and thresholds are frozen, and populations that no spike needs to pass take no part; the gain schedule runs once in each.`,
    );
  }
  for (const [name, h] of Object.entries(homeostasisOf ?? {}))
    steps.push(
      `Thresholds of ${name} adapt by ${formatQuantity(h.thetaPlus, "V")} per spike, and all of them by ${formatQuantity(h.servoGain, "V")} per spike of the population above ${grouped(h.targetSpikes)} per image.`,
    );
  return steps;
}

/** Read-outs that know labels. */
function fitted(m: ClassifyMetrics, { fit = [], bins = 1 }: ClassifyFacts): Text[] {
  if (fit.length === 0) return [];
  const parts = bins > 1 ? ` in each of ${bins} equal parts of the presentation` : "";
  return [
    `Fitted read-outs (${fit.join(", ")}): supervised, on the spike counts of the output neurons${parts}, fitted to the answers to the ${grouped(m.labelImages)} labelling images, which are training images. The network itself has seen no label.`,
  ];
}

/** Of a frozen pass with a duration of its own. */
function shown(duration: number | undefined): string {
  return duration === undefined ? "" : `, shown for ${formatQuantity(duration, "s")} each`;
}

function checked(shared: number): Text {
  return `Checked by the program: ${shared === 0 ? "no test image is" : `${grouped(shared)} test images are`} among the images for training and labelling, pixel by pixel; nothing learned in labelling and test, weights and θ were the same after as before; both passes had the same encoder and presentation.`;
}

function gainWords(
  { schedule, end, start = 1 }: ClassifyFacts["gain"],
  physical: boolean,
): Exclude<Text, string> {
  const percentOf = (gain: number) => `${grouped(100 * gain)} %`;
  const to =
    start !== 1
      ? `the effect of an event goes geometrically from ${percentOf(start)} to ${percentOf(end)} of that of the waveforms as they are written`
      : end === 1
        ? "the effect of an event stays"
        : `the effect of an event falls geometrically to ${percentOf(end)} of that at the start`;
  switch (schedule) {
    case "amplitude":
      return [`amplitude: ${to}, by ${start > 1 ? "raising, then " : ""}lowering both post amplitudes.`];
    case "duty":
      return [`duty: ${to}, by having the post voltage on for a part of every tick.`];
    case "constant":
      return ["constant: every event of a run has the same voltages."];
    case "ideal":
      return [
        "ideal ",
        mark("not physical"),
        `: ${to}, by a factor ${physical ? "that no voltage of this circuit provides" : "in the learning rule"}.`,
      ];
    default:
      return [`${schedule}, ending at ${end}.`];
  }
}

export function classifyNotices(result: ClassifyResult, facts: ClassifyFacts): Text[] {
  const { metrics: m, conductanceUnit } = result;
  const notices: Text[] = [];
  if (facts.gain.schedule === "ideal" && facts.physics !== null)
    notices.push([
      "The gain schedule is ",
      strong("ideal"),
      ": a numerical factor on device events. No physical circuit here provides it.",
    ]);
  for (const [name, sharing] of Object.entries(facts.sharing ?? {}))
    notices.push([
      `The weights of ${name} are shared by all places${sharing === "places" ? "" : " and both polarities"}: `,
      strong("ideal"),
      ", the mean of all devices after every presentation. No physical circuit here provides it.",
    ]);
  if (conductanceUnit === "1")
    notices.push(
      "The synapses of this run are ideal (numbers, not devices): a baseline to compare devices with.",
    );
  if (m.testSplit === "test" && m.testImages < 1000)
    notices.push(`Only ${grouped(m.testImages)} test images were read: mind the confidence intervals.`);
  const unlearned = notLearned(m, facts.homeostasis.thetaPlus);
  if (unlearned) notices.push(`${unlearned}.`);
  notices.push(...cutNotices(m.cutWaveforms).map(sentence));
  notices.push(...absentNotices(m.absentClasses).map(sentence));
  const unknown = unknownClasses(result);
  if (unknown) notices.push(sentence(unknown));
  return notices;
}

function passes(n: number): string {
  return n === 1 ? "one pass" : `${grouped(n)} passes`;
}

function shareOfRange(fraction: number): string {
  return fraction >= 1e-4 ? percent(fraction, 2) : `${(100 * fraction).toExponential(1)} %`;
}

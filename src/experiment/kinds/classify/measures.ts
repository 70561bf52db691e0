import type { PartEnergy } from "../../../core/energy/event-energy.js";
import { grouped } from "../../../core/written.js";
import { cutMeasures } from "../../cut-waveforms.js";
import { type Measure, measure } from "../../measure.js";
import { NO_ANSWER } from "./energy-ledger.js";
import type { ClassifyMetrics, Ties } from "./result.js";
import { READOUT_TITLES } from "./unanswered.js";

/** What a classification measures: the accuracy of each read-out first. */
export function classifyMeasures(m: ClassifyMetrics): Measure[] {
  return [
    ...accuracies(m),
    measure("silentTestImages", "1", m.silentTestImages, "silent test images"),
    ...undecided(m),
    ...ofTraining("inputSpikesPerImage", m.inputSpikesPerImage, "input spikes per image"),
    ...ofTraining("postSpikesPerImage", m.postSpikesPerImage, "output spikes per image"),
    ...Object.entries(m.spikesPerImage ?? {}).map(([name, n]) =>
      measure(`spikesPerImage.${name}`, "1", n, `spikes of ${name} per image`),
    ),
    ...ofTraining("retriesPerImage", m.retriesPerImage, "showings again, per image"),
    ...learned(m),
    ...cutMeasures(m.cutWaveforms),
    ...disturb(m),
    ...events(m),
    ...energy(m),
  ];
}

/** Nothing where nothing was trained. */
function ofTraining(name: string, value: number | null, doc: string): Measure[] {
  return value === null ? [] : [measure(name, "1", value, doc)];
}

function accuracies({ accuracy, accuracyCI95, testImages }: ClassifyMetrics): Measure[] {
  const intervals: Readonly<Record<string, [number, number]>> = accuracyCI95;
  return Object.entries(accuracy).map(([key, value]) => ({
    name: `accuracy.${key}`,
    unit: "1",
    value,
    interval: intervals[key]!,
    cases: `n = ${grouped(testImages)}`,
    doc: READOUT_TITLES[key] ?? key,
  }));
}

function undecided({ undecidedTestImages, tiedTestImages }: ClassifyMetrics): Measure[] {
  const of = (key: string) => READOUT_TITLES[key] ?? key;
  return [
    ...Object.entries<number>(undecidedTestImages ?? {}).map(([key, images]) =>
      measure(`undecidedTestImages.${key}`, "1", images, `undecided test images, ${of(key)}`),
    ),
    ...Object.entries<Ties>(tiedTestImages ?? {}).map(([key, { images }]) =>
      measure(`tiedTestImages.${key}`, "1", images, `test images with a tie, ${of(key)}`),
    ),
  ];
}

function learned({ unlearnedNeurons: unlearned, answeringNeurons: answering }: ClassifyMetrics): Measure[] {
  return [
    ...(unlearned === undefined || unlearned === null
      ? []
      : [measure("unlearnedNeurons", "1", unlearned, "neurons that have not learned")]),
    ...(answering === undefined
      ? []
      : [measure("answeringNeurons", "1", answering, "neurons that share the answers (effective number)")]),
  ];
}

function disturb({ disturb: d }: ClassifyMetrics): Measure[] {
  if (!d) return [];
  return [
    measure("disturb.lonePre", "S", d.lonePre, "moved by pre spikes alone"),
    measure("disturb.lonePost", "S", d.lonePost, "by post spikes alone"),
    measure("disturb.paired", "S", d.paired, "by pairs"),
  ];
}

function events({ events: e }: ClassifyMetrics): Measure[] {
  if (!e) return [];
  return [
    measure("events.lonePre", "1", e.lonePre, "pre spikes alone, per image"),
    measure("events.lonePost", "1", e.lonePost, "post spikes alone, per image"),
    measure("events.paired", "1", e.paired, "pairs per image"),
  ];
}

function energy({ energy: e }: ClassifyMetrics): Measure[] {
  if (!e) return [];
  const { perEvent, perImage } = e;
  const total = (name: string, { total }: PartEnergy, doc: string) => measure(name, "J", total, doc);
  return [
    total("energy.perLonePre", perEvent.lonePre, "energy of a pre spike alone"),
    total("energy.perLonePost", perEvent.lonePost, "energy of a post spike alone"),
    total("energy.perPair", perEvent.paired, "energy of a pair"),
    total("energy.perImage", perImage, "energy per image"),
    measure("energy.perImage.divider", "J", perImage.divider, "of it in the divider"),
    measure("energy.perImage.capacitor", "J", perImage.capacitor, "of it in the gate's capacitance"),
    measure("energy.perImage.insertion", "J", perImage.insertion, "of it in the insertion of ions"),
    measure("energy.perRun", "J", e.perRun, "energy of the training"),
    {
      ...measure("energy.perCorrectAnswer", "J", e.perCorrectAnswer, "energy per correct answer"),
      ...(Number.isFinite(e.perCorrectAnswer) ? {} : { absent: NO_ANSWER }),
    },
    measure("latency", "s", e.latency, "time per image"),
  ];
}

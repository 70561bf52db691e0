/** Each number stands where it belongs: the fixtures' numbers are all different. */
import { describe, expect, test } from "vitest";
import { summaryRows } from "../../../src/cli/summary.js";
import type { KindFacts, KindResult } from "../../../src/experiment/kind.js";
import { choiceMeasures } from "../../../src/experiment/kinds/choice/measures.js";
import { choiceKeyFigures } from "../../../src/experiment/kinds/choice/page.js";
import type { ClassifyFacts } from "../../../src/experiment/kinds/classify/facts.js";
import { classifyMeasures } from "../../../src/experiment/kinds/classify/measures.js";
import { classifyKeyFigures, classifyNotices } from "../../../src/experiment/kinds/classify/page.js";
import { factsOf, kindOf } from "../../../src/experiment/kinds/index.js";
import { plain, type Row } from "../../../src/experiment/text.js";
import {
  choiceResult,
  choiceSpec,
  classifyResult,
  classifySpec,
  figureResult,
  figureSpec,
  simulateResult,
  simulateSpec,
} from "../../report/fixture.js";

const texts = (rows: readonly Row[]) => Object.fromEntries(rows.map(([what, text]) => [what, plain(text)]));

describe("a classification", () => {
  const { metrics } = classifyResult(5);

  test("has its measures under the names that scripts read, each with its own value and unit", () => {
    const all = classifyMeasures(metrics).map(({ name, unit, value }) => [name, `${value} ${unit}`]);
    expect(Object.fromEntries(all)).toEqual({
      "accuracy.classMean": "0.8664 1",
      "accuracy.confidence": "0.8741 1",
      "accuracy.logLikelihood": "0.8853 1",
      silentTestImages: "7 1",
      "undecidedTestImages.classMean": "4 1",
      "undecidedTestImages.confidence": "0 1",
      "undecidedTestImages.logLikelihood": "0 1",
      "tiedTestImages.classMean": "9 1",
      "tiedTestImages.confidence": "0 1",
      "tiedTestImages.logLikelihood": "0 1",
      inputSpikesPerImage: "2238.4 1",
      postSpikesPerImage: "12.31 1",
      retriesPerImage: "0.0123 1",
      "disturb.lonePre": "1.2e-12 S",
      "disturb.lonePost": "3.4e-10 S",
      "disturb.paired": "5.1e-10 S",
      "events.lonePre": "210000 1",
      "events.lonePost": "6000 1",
      "events.paired": "5000 1",
      "energy.perLonePre": `${41e-15} J`,
      "energy.perLonePost": `${82e-15} J`,
      "energy.perPair": `${3 * 41e-15} J`,
      "energy.perImage": `${7 * 41e-15} J`,
      "energy.perImage.divider": `${7 * 11e-15} J`,
      "energy.perImage.capacitor": `${7 * 13e-15} J`,
      "energy.perImage.insertion": `${7 * 17e-15} J`,
      "energy.perRun": "8.1e-8 J",
      "energy.perCorrectAnswer": "9.1e-12 J",
      latency: "0.42 s",
    });
  });

  test("has the interval of each read-out beside it", () => {
    const intervals = classifyMeasures(metrics).flatMap(({ doc, interval, cases }) =>
      interval ? [[doc, interval, cases]] : [],
    );
    expect(intervals).toEqual([
      ["class-mean vote", [0.8596, 0.8729], "n = 10,000"],
      ["confidence-weighted vote", [0.8675, 0.8805], "n = 10,000"],
      ["log-likelihood vote", [0.8789, 0.8914], "n = 10,000"],
    ]);
  });

  test("without devices has no numbers of devices", () => {
    const bare = { ...metrics, disturb: null, events: null, energy: null };
    const names = classifyMeasures(bare).map((m) => m.name);
    expect(names.filter((name) => /disturb|events|energy|latency/.test(name))).toEqual([]);
  });

  test("in the report", () => {
    const facts = factsOf(classifySpec()) as ClassifyFacts;
    expect(texts(classifyKeyFigures(metrics, facts))).toMatchObject({
      "test images":
        "10,000 (test split), of them 7 silent, undecided: 4 by class-mean vote; counted as wrong",
      "spikes per training image": "2,238 in, 12.31 out; shown again: 1.2 % of images",
      "training speed": "812.3 images/s (24.6 s training, 10.2 s labelling, 10.3 s test)",
      "conductance moved, per synapse and training image":
        "510 pS by pairs, 340 pS by post spikes alone (wanted depression), 1.2 pS by pre spikes alone (disturb)",
      "synaptic events, per training image": "210,000 pre spikes alone, 6,000 post spikes alone, 5,000 pairs",
      energy:
        "287 fJ per training image, 81 nJ per run, 9.1 pJ per correct answer, nothing when idle; computed assumed",
      "energy by part, per training image": "77 fJ divider, 91 fJ gate capacitance, 119 fJ insertion",
      "time of one presentation, at the technology's speed": "420 ms",
      "fast against exact plasticity":
        "largest difference 0.21 %, root mean square 7.0e-3 % of Gmax − Gmin, on 256 sampled synapses and 51,234 events",
    });
  });

  test("warns of what no circuit gives, of ideal synapses, and of few test images, each only where it is so", () => {
    const facts = factsOf(classifySpec()) as unknown as ClassifyFacts;
    const result = classifyResult(5);
    const told = (change: Partial<ClassifyFacts>, of: Partial<typeof result> = {}) =>
      classifyNotices({ ...result, ...of }, { ...facts, ...change })
        .map(plain)
        .join("\n");
    const ideal = { ...facts.gain, schedule: "ideal" as const };
    expect(told({ gain: ideal })).toContain("a numerical factor on device events");
    expect(told({ gain: ideal, physics: null })).not.toContain("numerical factor");
    expect(told({})).not.toContain("numerical factor");
    expect(told({}, { conductanceUnit: "1" })).toContain("a baseline to compare devices with");
    expect(told({})).not.toContain("a baseline");
    const few = { metrics: { ...result.metrics, testImages: 999 } };
    expect(told({}, few)).toContain("Only 999 test images were read");
    expect(told({}, { metrics: { ...result.metrics, testImages: 1000 } })).not.toContain("Only");
  });

  test("on the terminal", () => {
    expect(Object.fromEntries(summaryRows(classifyResult(5)))).toMatchObject({
      "accuracy, class-mean vote": "86.64 % (95 %: 85.96 % to 87.29 %, n = 10,000)",
      "accuracy, log-likelihood vote": "88.53 % (95 %: 87.89 % to 89.14 %, n = 10,000)",
      "images of test set": "10000 (7 silent, undecided: 4 by class-mean vote; counted as wrong)",
      "training images": "20000, at 812 images/s",
      "spikes per image": "2238 in, 12.3 out",
      "disturb per synapse and image": "1.2 pS pre alone, 340 pS post alone, 510 pS paired",
      "synaptic events per image": "210000 pre alone, 6000 post alone, 5000 pairs",
      "energy per image": "287 fJ; 9.1 pJ per correct answer (computed)",
      "energy per event": "41 fJ pre alone, 82 fJ post alone, 123 fJ a pair",
      "fast against ordered plasticity": "at most 0.21 % of the range",
      weights: `sha256 ${"ab".repeat(8)}…`,
      seed: "1",
    });
  });

  test("that only tested says nothing of a training", () => {
    const tested = classifyResult(5);
    tested.metrics.trainPresentations = 0;
    const rows = Object.fromEntries(summaryRows(tested));
    expect(Object.keys(rows)).not.toContain("training images");
    expect(Object.keys(rows)).toContain("weights");
  });

  test("that was interrupted says so, one that was not does not", () => {
    const cut = classifyResult(5);
    cut.metrics.interrupted = true;
    expect(Object.fromEntries(summaryRows(cut)).interrupted).toBe("these are the figures until then");
    expect(Object.fromEntries(summaryRows(classifyResult(5))).interrupted).toBeUndefined();
  });
});

describe("a simulation", () => {
  const result = simulateResult();
  const { learned } = result.metrics.conductance;
  const nano = (values: readonly (number | null)[]) =>
    (1e9 * values.reduce<number>((sum, g) => sum + g!, 0)) / values.length;

  test("measures spikes by population and the mean conductance at the end", () => {
    const all = Object.fromEntries(
      kindOf("simulate")
        .measures(result.metrics)
        .map(({ name, value, unit }) => [name, [value, unit]]),
    );
    expect(all["spikes.input"]).toEqual([900, "1"]);
    expect(all["spikes.output"]).toEqual([60, "1"]);
    expect(all.events).toEqual([5123, "1"]);
    expect(Number(all["conductance.learned"]![0]) * 1e9).toBeCloseTo(nano(learned!.end), 6);
    expect(all["conductance.learned"]![1]).toBe("S");
  });

  test("a projection without synapses measures 0", () => {
    const metrics = { ...result.metrics, conductance: { none: { start: [], end: [] } } };
    expect(kindOf("simulate").measures(metrics).at(-1)).toMatchObject({ name: "conductance.none", value: 0 });
  });

  test("says start and end in their order, and which inputs have the strongest synapses", () => {
    const row = Object.fromEntries(summaryRows(result))["conductance of learned"]!;
    expect(row).toMatch(/^mean .* at the start, .* at the end; strongest: inputs 0, 1, 2, 3, \d$/);
    const [start, end] = [...row.matchAll(/([\d.]+) (nS|µS)/g)].map(
      ([, x, u]) => Number(x) * (u === "nS" ? 1 : 1e3),
    );
    // Three digits are written.
    expect(start! / nano(learned!.start)).toBeCloseTo(1, 2);
    expect(end! / nano(learned!.end)).toBeCloseTo(1, 2);
    const page = kindOf("simulate").page.keyFigures(result.metrics, factsOf(simulateSpec()));
    expect(texts(page)["spikes of output"]).toBe("60");
    expect(texts(page)["simulated time"]).toBe("20 s in 40,000 ticks of 500 µs");
  });
});

describe("learning by reward", () => {
  const { metrics } = choiceResult();

  test("has the score of each part of the run with its own interval and trials", () => {
    const scores = choiceMeasures(metrics).filter((m) => m.interval);
    expect(scores.map(({ name, value, interval, cases }) => [name, value, interval, cases])).toEqual([
      ["accuracy.final", 0.82, [0.7, 0.9], "n = 51 trials"],
      ["accuracy.beforeReversal", 0.94, [0.84, 0.98], "n = 52 trials"],
      ["accuracy.all", 0.77, [0.71, 0.83], "n = 200 trials"],
    ]);
  });

  test("has each conductance, and its change, by stimulus and choice", () => {
    const all = Object.fromEntries(choiceMeasures(metrics).map((m) => [m.name, m.value]));
    expect(all["conductance.0-1"]).toBe(620e-9);
    expect(all["conductance.1-0"]).toBe(530e-9);
    expect(all["conductanceChange.0-1"]).toBeCloseTo(-400e-9, 15);
    expect(all["conductanceChange.1-1"]).toBeCloseTo(1400e-9, 15);
    expect([all.omissions, all.meanSignal, all.timeToFirstSpike]).toEqual([7, 0.43, 0.031]);
    expect([all.inputSpikesPerTrial, all.choiceSpikesPerTrial]).toEqual([46.5, 1.25]);
  });

  test("in which nobody ever answered has no time to a first spike", () => {
    const silent = choiceMeasures({ ...metrics, latency: null }).map((m) => m.name);
    expect(silent).not.toContain("timeToFirstSpike");
  });

  test("in words", () => {
    expect(texts(choiceKeyFigures(metrics))).toMatchObject({
      trials: "200, 7 of them without an answer and counted as wrong; chance is 50.0 %",
      contingency: "reversed from trial 120 on",
      "signal after a choice": "follows reward; mean 0.430",
      "time to the first spike": "31 ms in the mean",
      "spikes per trial": "46.5 in, 1.25 of the choosing neurons",
      "mean conductance of stimulus 1":
        "to choice 0: 1,030 nS at the start, 530 nS at the end; to choice 1: 1,040 nS at the start, 2,440 nS at the end",
    });
    expect(Object.fromEntries(summaryRows(choiceResult()))).toMatchObject({
      "accuracy, last before the reversal": "94.00 % (95 %: 84.00 % to 98.00 %, n = 52 trials)",
      trials: "200, contingency reversed from 120 on; chance 50.00 %; no answer in 7",
      "conductance of stimulus 0": "choice 0: 1.01 µS to 2.11 µS, choice 1: 1.02 µS to 620 nS",
    });
    const steps = kindOf("choice").page.protocol!(metrics, factsOf(choiceSpec())).map(plain).join(" ");
    for (const words of [
      "One of 2 stimuli",
      "its inputs fire at 40 Hz, all others at 2 Hz",
      "after 100 ms without a spike",
      "Right for stimulus 0 is choice 0, for 1 is choice 1 until the reversal.",
      "20 ms after the end of the stimulus dopamine takes its value for 50 ms: 1 or -1",
    ])
      expect(steps).toContain(words);
  });
});

test("a figure says its statements, those that do not hold as such, and its numbers where there are none", () => {
  const result = figureResult();
  expect(summaryRows(result)).toEqual([["F-45", "pair = 27.1 fJ; paper: 27 fJ"]]);
  result.metrics.checks[0]!.holds = false;
  expect(summaryRows(result)[0]![1]).toBe("pair = 27.1 fJ; paper: 27 fJ (does not hold)");
  result.metrics.checks = [];
  expect(summaryRows(result)).toEqual([
    ["pair", "27.1 fJ"],
    ["none", "NaN J"],
  ]);
});

test("what a result says in all its variants: on the terminal, in measures, protocol, notices and tables", async () => {
  const classified = classifyResult(5);
  const facts = factsOf(classifySpec()) as unknown as ClassifyFacts;
  const { metrics: m } = classified;
  const gain = (start: number, end: number, schedule = facts.gain.schedule) => ({
    gain: { start, end, schedule },
  });
  const { homeostasis: h, presentation } = facts;
  const layers = [
    { projections: ["local", "next"], images: 1200, epochs: 1 },
    { projections: ["feedforward"], images: 10, epochs: 3 },
  ];
  const variantsOfFacts: readonly Partial<ClassifyFacts>[] = [
    {},
    { presentation: { ...presentation, rest: 0.15, reset: false }, columnSum: 78 },
    { homeostasis: { ...h, thetaPlusEnd: 1 }, automaticHomeostasis: true },
    ...[
      gain(2, 0.5),
      gain(1, 1),
      gain(1, 0.2, "duty"),
      gain(1, 1, "constant"),
      gain(1, 0.3, "ideal"),
      gain(1, 0.3, "own"),
    ],
    { ...gain(1, 0.3, "ideal"), physics: null },
    { labelDuration: 0.7, testDuration: 1.4, fit: ["ridge", "mean"], bins: 5, layers },
    {
      fit: ["ridge"],
      sharing: { local: "places", other: "polarities" },
      homeostasisOf: { fields: h, second: h },
    },
    {
      front: {
        parts: [
          { name: "on-off", values: { sigma: 1, ratio: 1.6 } },
          { name: "crop", values: {} },
        ],
        shape: { planes: 2, rows: 12, cols: 11 },
      },
    },
    { front: { parts: [], shape: { planes: 1, rows: 3, cols: 4 } } },
  ];
  const bare = { disturb: null, events: null, energy: null, plasticityCheck: null };
  const variantsOfMetrics: readonly Partial<typeof m>[] = [
    {
      ...bare,
      trainPresentations: 0,
      inputSpikesPerImage: null,
      postSpikesPerImage: null,
      retriesPerImage: null,
    },
    {
      testSplit: "validation",
      testImages: 40,
      protocol: { sharedTestImages: 0, frozen: true },
      interrupted: true,
    },
    {
      testImages: 999,
      protocol: { sharedTestImages: 1234, frozen: true },
      unlearnedNeurons: 3,
      answeringNeurons: 2.5,
    },
    { unlearnedNeurons: 5, learnedPresentations: 300, spikesPerImage: { fields: 12.5, output: 3.25 } },
    {
      unlearnedNeurons: 1,
      absentClasses: { train: ["3"], test: ["7", "8"] } as unknown as NonNullable<typeof m.absentClasses>,
    },
    {
      energy: { ...m.energy!, model: "constant" as never, perCorrectAnswer: Number.POSITIVE_INFINITY },
      epochs: 3,
    },
    {
      plasticityCheck: { synapses: 4, events: 1, maxDifference: 1e-4, rmsDifference: 0.99e-4 },
      kernelNotice: "no wasm",
    },
    { extrapolation: ["beyond"], silentTestImages: 0, kernel: "tfjs" },
  ];
  const chosen = choiceResult();
  const { metrics: c } = chosen;
  const simulated = simulateResult();
  const figured = figureResult();
  const [check] = figured.metrics.checks;
  const cases: readonly (readonly [what: unknown, result: object, facts: object])[] = [
    ...variantsOfFacts.map((of) => [of, classified, { ...facts, ...of }] as const),
    ...variantsOfMetrics.map((of) => [of, { ...classified, metrics: { ...m, ...of } }, facts] as const),
    ...[
      {},
      { reversal: null, accuracy: { ...c.accuracy, beforeReversal: null } },
      { latency: null, omissions: 0 },
      { interrupted: true, trials: 1 },
    ].map((of) => [of, { ...chosen, metrics: { ...c, ...of } }, factsOf(choiceSpec())] as const),
    ...[{}, { conductance: {} }, { spikes: {}, events: 0 }, { interrupted: true, ticks: 1 }].map(
      (of) =>
        [of, { ...simulated, metrics: { ...simulated.metrics, ...of } }, factsOf(simulateSpec())] as const,
    ),
    ...[{}, { checks: [{ ...check!, holds: false }] }, { checks: [] }].map(
      (of) => [of, { ...figured, metrics: { ...figured.metrics, ...of } }, factsOf(figureSpec())] as const,
    ),
  ];
  const said: string[] = [];
  for (const [what, result, facts] of cases) {
    const of = result as KindResult;
    const kind = kindOf(of.kind);
    const told = facts as KindFacts;
    const rows = (title: string, all: readonly Row[]) =>
      all.map(([name, text]) => `${title}: ${name}: ${plain(text)}`);
    said.push(
      `# ${of.kind} ${JSON.stringify(what)}`,
      ...rows("terminal", summaryRows(of)),
      ...rows("page", kind.page.keyFigures(of.metrics, told)),
      ...kind.measures(of.metrics).map((measure) => `measure: ${JSON.stringify(measure)}`),
      ...(kind.page.protocol?.(of.metrics, told) ?? []).map((step) => `protocol: ${plain(step)}`),
      ...(kind.page.notices?.(of, told) ?? []).map((notice) => `notice: ${plain(notice)}`),
      ...(kind.page.keyTables?.(of.metrics) ?? []).map((table) => `table: ${JSON.stringify(table)}`),
      `remarks: ${JSON.stringify(kind.page.remarks?.(of) ?? null)}`,
      `panels: ${JSON.stringify(kind.page.panels?.(of) ?? null)}`,
    );
  }
  // Once said, said for all variants after it.
  const kept = said.filter((line, k) => line.startsWith("#") || said.indexOf(line) === k);
  await expect(`${kept.join("\n")}\n`).toMatchFileSnapshot("../../golden/results/words.txt");
});

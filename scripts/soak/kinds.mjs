/**
 * What is killed: for each kind of command how it is begun, how it goes on, and what it must leave.
 *
 *   settings   of the experiment, over its file
 *   within     the longest that a session lives, ms
 *   kernels    whether two kernels can go on from each other's checkpoints
 *   prepare    makes what the command works on, once
 *   copy       gives a session's folder a copy of that
 *   args       the command line for folder `out`; `taken` where a session before has left something to resume
 *   left       what must be the same as without kills: text or bytes by name
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, spikion } from "./program.mjs";

/** @param given  numbers of the command line: images, neurons, every; `set`, more settings */
export function kindsOf(given, work) {
  const setting = (settings) =>
    [...Object.entries(settings).map(([key, value]) => `${key}=${value}`), ...given.set].flatMap((one) => [
      "--set",
      one,
    ]);
  const run = (file, settings, more) => ({
    within: 4000,
    args: (out, taken, kernel) =>
      taken
        ? ["resume", out, ...kernel]
        : ["run", join(root, file), "--out", out, ...setting(settings), "--quiet", "--restart"],
    left: (out) => ({
      "metrics.json": metricsOf(out),
      ...bytesOf(out, ["weights.npz", "details.npz", "details.json"]),
    }),
    ...more,
  });
  const tiny = join(work, "tiny");
  /** A finished run that a command works on. */
  const onFinishedRun = (args, more) => ({
    within: 4000,
    // Once for all kinds: another run would have other times in its files.
    prepare: () =>
      existsSync(tiny) ||
      ended(["run", join(root, "experiments/smoke/mnist-tiny.yaml"), "--out", tiny, "--quiet"]),
    copy: (out) => cpSync(tiny, out, { recursive: true }),
    args,
    ...more,
  });
  return {
    classify: run(
      "experiments/quickstart.yaml",
      {
        "train.images": given.images ?? 3000,
        "network.populations.output.size": given.neurons ?? 100,
        "label.images": 1000,
        "test.images": 1000,
        "checkpoint.every": given.every ?? 250,
      },
      { kernels: true, within: 6000 },
    ),
    simulate: run(
      "experiments/studies/coincidence.yaml",
      {
        duration: "600 s",
        probes:
          "[{kind: spikes, of: output}, {kind: counts, of: input}, {kind: voltage, of: output, neurons: [0], every: 10 ms}, {kind: conductance, of: feedforward, every: 1 s}]",
        // Every synapse has its own delay: spikes are on their way at any moment.
        "network.projections.feedforward.delay": "{from: 0 ms, to: 10 ms}",
        "network.projections.feedforward.synapses.eis.variability": "{d2d: 6 %, c2c: 5 %}",
        "checkpoint.every": given.every ?? 12345,
      },
      { within: 3000 },
    ),
    carried: run("experiments/papers/diehl-cook-2015-100.yaml", {
      dataset: "mnist-10k",
      "train.images": given.images ?? 400,
      "network.populations.excitatory.size": given.neurons ?? 25,
      "network.populations.inhibitory.size": given.neurons ?? 25,
      "label.images": 200,
      "test.images": 200,
      "checkpoint.every": given.every ?? 25,
    }),
    sweep: {
      within: 6000,
      // Half of the kills are of one of its runs.
      ofItsOwn: true,
      prepare: () => writeFileSync(join(work, "small.yaml"), SWEEP),
      args: (out) => ["sweep", join(work, "small.yaml"), "--workers", "2", "--quiet", "--out", out],
      left: (out) =>
        bytesOf(out, ["table.csv", "table.json", "table.parquet", "runs.csv", "summary.json", "report.html"]),
    },
    montecarlo: {
      within: 6000,
      args: (out) => [
        "montecarlo",
        join(root, "experiments/studies/montecarlo-window.yaml"),
        ...["--devices", "20000", "--backend", "cpu", "--quiet", "--out", out],
      ],
      left: (out) => ({
        "metrics.json": metricsOf(out),
        // A note says how long it took.
        "details.json": textOf(out, "details.json").replace(/ in [\d.]+ \w+, backend/, ""),
        ...bytesOf(out, ["details.npz", "curves.csv", "figure.svg"]),
      }),
    },
    evaluate: onFinishedRun((out) => ["evaluate", out, "--json", "--quiet", "--set", "test.images=2000"], {
      // What it prints, the run's own files, and the confusion that it writes.
      left: (out, printed) => ({
        stdout: timeless(printed),
        ...bytesOf(out, filesIn(out)),
        ...bytesOf(join(out, "evaluation-test.images_2000"), ["confusion.csv"]),
      }),
    }),
    report: onFinishedRun((out) => ["report", out], { left: (out) => bytesOf(out, filesIn(out)) }),
  };
}

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

const SWEEP = `extends: ${root}experiments/quickstart.yaml
dataset: mnist-10k
network: {populations: {output: {size: 10}}}
train: {images: 200}
label: {images: 50}
test: {images: 50}
sweep:
  seeds: 2
  axes:
    sigma: {path: network.projections.feedforward.synapses.eis.variability.d2d, values: [0, 20 %, 40 %]}
  baseline: {sigma: 0}
  tolerance: {axis: sigma, loss: 1 %, refine: 1}
`;

async function ended(args) {
  const { code, err } = await spikion(args);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${err}`);
}

/** Metrics without times and without the kernel, which may be either. */
function timeless(text) {
  const {
    seconds,
    trainSeconds,
    labelSeconds,
    testSeconds,
    trainImagesPerSecond,
    kernel,
    threads,
    sharedPresentations,
    presentationSeconds,
    ...rest
  } = JSON.parse(text);
  const numbers = rest.numbers?.filter(({ name }) => !/seconds|perSecond/i.test(name));
  return JSON.stringify({ ...rest, numbers });
}

const textOf = (out, name) => readFileSync(join(out, name), "utf8");
const metricsOf = (out) => timeless(textOf(out, "metrics.json"));
const bytesOf = (out, names) =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(out, name), "latin1")]));

/** Forget a session's folder. */
export const clear = (out) => rmSync(out, { recursive: true, force: true });

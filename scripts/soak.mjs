/**
 * Kills a run at random moments (SIGKILL: nothing can be tidied up), has it go on, again and again until it has been
 * killed as often as asked, lets it end, and compares the bits with those of a run that nobody killed.
 *
 *   npm run soak -- --kills 50 [--seed 1] [--images 8000] [--neurons 100] [--every 250]
 *   npm run soak -- --kills 12 --of simulate     # a simulation with all its probes: curves are compared byte by byte
 *   npm run soak -- --kills 12 --of carried      # Diehl and Cook's network, whose neurons go on from picture to picture
 *
 * --set key=value changes the experiment further, as in spikion run. Where there are two kernels odd sessions use the
 * other one: checkpoints are the same. Exit code 1 where anything differs.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    of: { type: "string", default: "classify" },
    seed: { type: "string", default: "1" },
    images: { type: "string" },
    neurons: { type: "string" },
    every: { type: "string" },
    set: { type: "string", multiple: true, default: [] },
  },
});
/** `kernels`: whether there are two that can go on from each other; `within`: the longest that a session lives, ms. */
const RUNS = {
  classify: {
    file: "experiments/quickstart.yaml",
    kernels: true,
    within: 6000,
    settings: {
      "train.images": values.images ?? 8000,
      "network.populations.output.size": values.neurons ?? 100,
      "label.images": 1000,
      "test.images": 1000,
      "checkpoint.every": values.every ?? 250,
    },
  },
  simulate: {
    file: "experiments/studies/coincidence.yaml",
    kernels: false,
    within: 3000,
    settings: {
      duration: "1800 s",
      probes:
        "[{kind: spikes, of: output}, {kind: counts, of: input}, {kind: voltage, of: output, neurons: [0], every: 10 ms}, {kind: conductance, of: feedforward, every: 1 s}]",
      // Every synapse has its own delay: spikes are on their way at any moment.
      "network.projections.feedforward.delay": "{from: 0 ms, to: 10 ms}",
      "network.projections.feedforward.synapses.eis.variability": "{d2d: 6 %, c2c: 5 %}",
      "checkpoint.every": values.every ?? 12345,
    },
  },
  carried: {
    file: "experiments/papers/diehl-cook-2015-100.yaml",
    kernels: false,
    within: 4000,
    settings: {
      dataset: "mnist-10k",
      "train.images": values.images ?? 2500,
      "network.populations.excitatory.size": values.neurons ?? 25,
      "network.populations.inhibitory.size": values.neurons ?? 25,
      "label.images": 200,
      "test.images": 200,
      "checkpoint.every": values.every ?? 50,
    },
  },
};
const soaked = Object.hasOwn(RUNS, values.of) ? RUNS[values.of] : undefined;
if (!soaked) throw new Error(`--of: "${values.of}"; accepted: ${Object.keys(RUNS).join(", ")}`);
const kills = Number(values.kills);
const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/cli/main.js");
const { Random } = await import(join(root, "dist/core/random.js"));
const random = Random.of(values.seed, "soak");
const work = mkdtempSync(join(tmpdir(), "spikion-soak-"));
const set = [
  ...Object.entries(soaked.settings).map(([key, value]) => `${key}=${value}`),
  ...values.set,
].flatMap((one) => ["--set", one]);
const begin = (out) => ["run", join(root, soaked.file), "--out", out, ...set, "--quiet"];

/** Runs the command line; killed after `ms` if that is given. */
function spikion(args, ms) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    let err = "";
    child.stderr.on("data", (text) => {
      err += text;
    });
    const timer = ms === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), ms);
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, err: err.trim() });
    });
  });
}

const metricsOf = (dir) => {
  const { seconds, trainSeconds, labelSeconds, testSeconds, trainImagesPerSecond, kernel, ...rest } =
    JSON.parse(readFileSync(join(dir, "metrics.json"), "utf8"));
  return rest;
};

const whole = join(work, "whole");
const started = performance.now();
const { code, err } = await spikion(begin(whole));
if (code !== 0) throw new Error(`the run that nobody kills ended with ${code}: ${err}`);
const length = performance.now() - started;
console.log(`whole run: ${(length / 1000).toFixed(1)} s, sha256 ${metricsOf(whole).weightsSha256}`);

const cut = join(work, "cut");
let killed = 0;
let ended = 0;
let restarts = 0;
const bad = [];
for (let session = 0; ; session++) {
  // A folder that the kill came too early for is begun again.
  const taken = existsSync(join(cut, "checkpoints", "run.json"));
  if (!taken) restarts++;
  const other = soaked.kernels ? ["--kernel", session % 2 === 1 ? "reference" : "wasm"] : [];
  const args = taken ? ["resume", cut, ...other] : [...begin(cut), "--restart"];
  // From before the folder is there to beyond the end of the run.
  const ms = killed < kills ? Math.round(50 + random.uniform() * Math.min(length, soaked.within)) : undefined;
  const result = await spikion(args, ms);
  if (result.signal === "SIGKILL") {
    killed++;
    const names = existsSync(join(cut, "checkpoints")) ? readdirSync(join(cut, "checkpoints")) : [];
    const newest = names
      .filter((name) => name.endsWith(".checkpoint"))
      .sort()
      .at(-1);
    const at = newest ? Number.parseInt(newest, 10) : 0;
    const unit = values.of === "simulate" ? "tick" : "image";
    console.log(
      `kill ${String(killed).padStart(2)} after ${String(ms).padStart(5)} ms: checkpoint of ${unit} ${at}`,
    );
    continue;
  }
  if (result.code !== 0) {
    bad.push(`session ${session} ended with ${result.code}: ${result.err}`);
    break;
  }
  ended++;
  const same = JSON.stringify(metricsOf(cut)) === JSON.stringify(metricsOf(whole));
  // Details hold what is drawn: learning curve and raster, or all that probes have seen.
  const files = ["weights.npz", "details.npz", "details.json"].map((name) => ({
    name,
    equal: readFileSync(join(cut, name)).equals(readFileSync(join(whole, name))),
  }));
  const said = (equal) => (equal ? "equal" : "DIFFERENT");
  console.log(
    `run ${ended} ended: metrics ${said(same)}, ${files.map((f) => `${f.name} ${said(f.equal)}`).join(", ")}`,
  );
  if (!same || files.some((f) => !f.equal)) bad.push(`run ${ended} differs`);
  const left = readdirSync(cut).filter((name) => name.includes("partial") || name === "run.lock");
  if (left.length > 0) bad.push(`left behind: ${left.join(", ")}`);
  if (killed >= kills) break;
  rmSync(cut, { recursive: true });
}
const hash = bad.length === 0 ? metricsOf(cut).weightsSha256 : "-";
console.log(
  `${killed} kills, ${restarts} begun, ${ended} ended, final sha256 ${hash}: ${bad.length === 0 ? "all equal" : bad.join("; ")}`,
);
rmSync(work, { recursive: true, force: true });
process.exitCode = bad.length === 0 ? 0 : 1;

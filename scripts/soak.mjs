/**
 * Kills a training run at random moments (SIGKILL: nothing can be tidied up), has it go on, again and again until it
 * has been killed as often as asked, lets it end, and compares the bits with those of a run that nobody killed.
 *
 *   npm run soak -- --kills 50 [--seed 1] [--images 8000] [--neurons 100] [--epochs 1]
 *
 * Odd sessions use the other kernel: checkpoints are the same. Exit code 1 where anything differs.
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
    seed: { type: "string", default: "1" },
    images: { type: "string", default: "8000" },
    neurons: { type: "string", default: "100" },
    every: { type: "string", default: "250" },
  },
});
const kills = Number(values.kills);
const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/cli/main.js");
const { Random } = await import(join(root, "dist/core/random.js"));
const random = Random.of(values.seed, "soak");
const work = mkdtempSync(join(tmpdir(), "spikion-soak-"));
const settings = {
  "train.images": values.images,
  "network.populations.output.size": values.neurons,
  "label.images": 1000,
  "test.images": 1000,
  "checkpoint.every": values.every,
};
const set = Object.entries(settings).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
const begin = (out) => ["run", join(root, "experiments/quickstart.yaml"), "--out", out, ...set, "--quiet"];

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
  const { trainSeconds, labelSeconds, testSeconds, trainImagesPerSecond, kernel, ...rest } = JSON.parse(
    readFileSync(join(dir, "metrics.json"), "utf8"),
  );
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
  const args = taken
    ? ["resume", cut, "--kernel", session % 2 === 1 ? "reference" : "wasm"]
    : [...begin(cut), "--restart"];
  // From before the folder is there to beyond the end of the run.
  const ms = killed < kills ? Math.round(50 + random.uniform() * Math.min(length, 6000)) : undefined;
  const result = await spikion(args, ms);
  if (result.signal === "SIGKILL") {
    killed++;
    const names = existsSync(join(cut, "checkpoints")) ? readdirSync(join(cut, "checkpoints")) : [];
    const newest = names
      .filter((name) => name.endsWith(".checkpoint"))
      .sort()
      .at(-1);
    const at = newest ? Number(newest.slice(0, 12)) : 0;
    console.log(
      `kill ${String(killed).padStart(2)} after ${String(ms).padStart(5)} ms: checkpoint of image ${at}`,
    );
    continue;
  }
  if (result.code !== 0) {
    bad.push(`session ${session} ended with ${result.code}: ${result.err}`);
    break;
  }
  ended++;
  const same = JSON.stringify(metricsOf(cut)) === JSON.stringify(metricsOf(whole));
  const bytes = readFileSync(join(cut, "weights.npz")).equals(readFileSync(join(whole, "weights.npz")));
  console.log(
    `run ${ended} ended: metrics ${same ? "equal" : "DIFFERENT"}, weights.npz ${bytes ? "equal" : "DIFFERENT"}`,
  );
  if (!same || !bytes) bad.push(`run ${ended} differs`);
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

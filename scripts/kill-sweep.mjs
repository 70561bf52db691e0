/**
 * Kills a small sweep 20 times at random moments with SIGKILL, in turn the sweep itself and one of its runs, starts it
 * again each time, and holds its files against those of a sweep that nobody disturbed.
 *
 *   npm run kill-sweep            # 20 kills
 *   npm run kill-sweep -- 5 2     # 5 kills, seed 2 of the moments
 */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const kills = Number(process.argv[2] ?? 20);
let state = Number(process.argv[3] ?? 1) >>> 0;
/** 0..1, the same moments for the same seed (a linear congruential generator is random enough for that). */
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const folder = mkdtempSync(join(tmpdir(), "spikion-kill-"));
const file = join(folder, "small.yaml");
writeFileSync(
  file,
  `extends: experiments/quickstart.yaml
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
`.replace("extends: ", `extends: ${root}`),
);

const start = (out) => {
  const child = spawn(
    process.execPath,
    [join(root, "dist/cli/main.js"), "sweep", file, "--workers", "2", "--quiet", "--out", out],
    { stdio: "ignore" },
  );
  return {
    child,
    ended: new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal }))),
  };
};
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const runsOf = (pid) => {
  try {
    return execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map(Number);
  } catch {
    return []; // none just now
  }
};
const FILES = ["table.csv", "table.json", "table.parquet", "runs.csv", "summary.json", "report.html"];
const hashes = (out) =>
  Object.fromEntries(
    FILES.map((f) => [
      f,
      createHash("sha256")
        .update(readFileSync(join(out, f)))
        .digest("hex"),
    ]),
  );

const whole = join(folder, "whole");
const began = performance.now();
const { code } = await start(whole).ended;
if (code !== 0) throw new Error(`the undisturbed sweep ended with code ${code}`);
const length = performance.now() - began;
const expected = hashes(whole);
console.log(
  `undisturbed: ${(length / 1000).toFixed(1)} s, ${readdirSync(join(whole, "points")).length} runs`,
);

const out = join(folder, "killed");
let done = 0;
let kinds = { sweep: 0, run: 0 };
let rounds = 0;
while (done < kills) {
  const { child, ended } = start(out);
  const target = done % 2 === 0 ? "sweep" : "run";
  const early = await Promise.race([ended, wait(random() * 0.7 * length)]);
  if (early) {
    // It was through before its moment came: from the beginning, so that there is something to kill.
    rmSync(out, { recursive: true, force: true });
    rounds++;
    continue;
  }
  if (target === "sweep") child.kill("SIGKILL");
  else {
    let runs = runsOf(child.pid);
    for (let tries = 0; runs.length === 0 && tries < 100 && child.exitCode === null; tries++) {
      await wait(50);
      runs = runsOf(child.pid);
    }
    if (runs.length === 0) {
      await ended;
      continue;
    }
    process.kill(runs[Math.floor(random() * runs.length)], "SIGKILL");
  }
  const { signal, code } = await ended;
  done++;
  kinds = { ...kinds, [target]: kinds[target] + 1 };
  console.log(`kill ${done}: the ${target}; ended with ${signal ?? code}`);
}
const { code: last } = await start(out).ended;
const found = hashes(out);
const different = FILES.filter((f) => found[f] !== expected[f]);
console.log(
  `${done} kills (${kinds.sweep} of the sweep, ${kinds.run} of a run; begun anew ${rounds} times), last start ended with ${last}`,
);
console.log(
  different.length === 0
    ? `equal: ${FILES.map((f) => `${f} ${found[f].slice(0, 12)}`).join(", ")}`
    : `different: ${different.join(", ")} (kept in ${folder})`,
);
if (different.length === 0) rmSync(folder, { recursive: true });
process.exitCode = different.length === 0 && last === 0 ? 0 : 1;

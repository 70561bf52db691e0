/**
 * Kills commands at random moments (SIGKILL: nothing can be tidied up), has them go on or begins them again, until they
 * have ended, and compares the bytes with those of one that nobody killed. Kinds take turns.
 *
 *   npm run soak                                  # 5 kills of each kind
 *   npm run soak -- --minutes 20                  # as many as fit; beside it one process runs command after command, and
 *                                                 # its memory is told at the start and at the end
 *   npm run soak -- --kills 50 --of classify [--seed 1] [--images 3000] [--neurons 100] [--every 250]
 *   npm run soak -- --kills 12 --of simulate,carried
 *
 * Kinds: classify (odd sessions use the other kernel: checkpoints are the same), simulate with all its probes, carried
 * (Diehl and Cook's network, whose neurons go on from picture to picture), sweep (every other kill is of one of its runs),
 * montecarlo, evaluate, report. --set key=value changes the experiment of the first three further. Exit code 1 where
 * anything differs.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { kindsOf } from "./soak/kinds.mjs";
import { root } from "./soak/program.mjs";
import { counts, soaked } from "./soak/rounds.mjs";

const { values } = parseArgs({
  options: {
    kills: { type: "string" },
    minutes: { type: "string" },
    of: { type: "string", default: "all" },
    seed: { type: "string", default: "1" },
    images: { type: "string" },
    neurons: { type: "string" },
    every: { type: "string" },
    set: { type: "string", multiple: true, default: [] },
  },
});
/** Kills of a command before it may end. */
const PER_ROUND = 6;
/** Turns after which a process holds all that it needs. */
const WARM = 3;

const work = mkdtempSync(join(tmpdir(), "spikion-soak-"));
const kinds = kindsOf(values, work);
const names = values.of === "all" ? Object.keys(kinds) : values.of.split(",");
for (const name of names)
  if (!Object.hasOwn(kinds, name))
    throw new Error(`--of: "${name}"; accepted: all, ${Object.keys(kinds).join(", ")}`);
const minutes = values.minutes === undefined ? 0 : Number(values.minutes);
const kills =
  values.kills === undefined ? (minutes > 0 ? Number.POSITIVE_INFINITY : 5) : Number(values.kills);
const { Random } = await import(join(root, "dist/core/random.js"));
const stream = Random.of(values.seed, "soak");
const random = () => stream.uniform();

const until = performance.now() + minutes * 60_000;
const memory = minutes > 0 ? manyRuns() : undefined;
const failures = [];
try {
  const turns = names.map((name) => ({ name, killed: 0, round: undefined }));
  const inTime = () => minutes === 0 || performance.now() < until;
  for (let some = true; some && inTime(); ) {
    some = false;
    for (const turn of turns) {
      if (turn.killed >= kills || !inTime()) continue;
      some = true;
      turn.round ??= await soaked(turn.name, kinds[turn.name], work, random);
      const before = counts.kills;
      await turn.round(Math.min(PER_ROUND, kills - turn.killed));
      turn.killed += counts.kills - before;
    }
  }
} catch (error) {
  failures.push(error.message);
}
const long = await memory?.stop();
if (long?.error) failures.push(long.error);
console.log(
  `${counts.kills} kills, ${counts.ended} ended, ${counts.compared} files and figures compared: ${failures.length === 0 ? "all equal" : failures.join("; ")}`,
);
if (failures.length === 0) rmSync(work, { recursive: true, force: true });
else console.log(`kept in ${work}`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** One process with command after command; what it holds is told when it is warm and when it is stopped. */
function manyRuns() {
  const child = fork(join(root, "scripts/soak/many-runs.mjs"), [join(work, "long")], {
    execArgv: ["--expose-gc"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said = (said + text).slice(-2000);
  });
  const turns = [];
  child.on("message", (held) => {
    turns.push(held);
    if (turns.length === WARM) console.log(`at the start ${inWords(held)}`);
  });
  const gone = new Promise((resolve) => child.on("exit", resolve));
  return {
    async stop() {
      const broken = child.exitCode !== null;
      if (child.connected) child.disconnect();
      await gone;
      if (broken) return { error: `the long process ended by itself: ${said}` };
      if (turns.length > 0) console.log(`at the end   ${inWords(turns.at(-1))}`);
      return {};
    },
  };
}

function inWords({ commands, rss, heap, arrays }) {
  const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  return `(${commands} commands in one process): RSS ${mb(rss)}, heap ${mb(heap)}, arrays ${mb(arrays)}`;
}

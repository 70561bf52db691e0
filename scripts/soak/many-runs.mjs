/**
 * Many commands in one process, one after the other, until it is told to stop: what they leave in memory adds up. After
 * each turn it tells how many there were and what it holds. Started with --expose-gc, so that garbage is not counted.
 */
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { root } from "./program.mjs";

const { commandLine } = await import(join(root, "dist/cli/command-line.js"));
const work = process.argv[2];
const out = (name) => join(work, name);
const smoke = (name) => join(root, "experiments/smoke", name);

const TURN = [
  ["run", smoke("mnist-tiny.yaml"), "--out", out("tiny"), "--restart", "--quiet", "--workers", "2"],
  ["run", smoke("two-neurons-ns.yaml"), "--out", out("pair"), "--restart", "--quiet"],
  ["evaluate", out("tiny"), "--quiet", "--workers", "2"],
  ["report", out("tiny")],
  ["check", smoke("sparse-plastic.yaml")],
  ["stdp", "box-over-ramp"],
];

process.on("disconnect", () => process.exit());
for (let turn = 1; ; turn++) {
  for (const args of TURN) {
    const code = await commandLine(args);
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  }
  await breathe();
  globalThis.gc();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  process.send({ commands: turn * TURN.length, rss, heap: heapUsed, arrays: arrayBuffers });
}

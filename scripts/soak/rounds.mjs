/** One kind of command, killed until it has ended, and held against one that nobody killed. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { clear } from "./kinds.mjs";
import { spikion } from "./program.mjs";

/** Counts over all kinds. */
export const counts = { kills: 0, ended: 0, compared: 0 };

/** Names of what a kill must not leave behind once the command has ended. */
const litter = (out) =>
  readdirSync(out).filter((name) => name.includes("partial") || name.includes(".tmp") || name === "run.lock");

/**
 * @param random  0..1, from a seed
 * @returns       the same kind again and again: `round(most)` kills it `most` times at most before it may end
 * @throws Error  where what it has left is something else than without kills
 */
export async function soaked(name, kind, work, random) {
  await kind.prepare?.();
  const whole = join(work, `${name}-whole`);
  kind.copy?.(whole);
  const began = performance.now();
  const first = await spikion(kind.args(whole, false, kernelOf(kind, 0)));
  if (first.code !== 0)
    throw new Error(`${name}, which nobody kills, ended with ${first.code}: ${first.err}`);
  const length = performance.now() - began;
  const expected = kind.left(whole, first.out);
  console.log(`${name}: ${(length / 1000).toFixed(1)} s without kills, ${Object.keys(expected).join(", ")}`);

  const out = join(work, `${name}-cut`);
  return async (most) => {
    clear(out);
    kind.copy?.(out);
    for (let kills = 0, session = 0; ; session++) {
      const taken = existsSync(join(out, "checkpoints", "run.json"));
      // From before its folder is there to beyond its end.
      const after = Math.round(50 + random() * Math.min(1.1 * length, kind.within));
      const ofItsOwn = kind.ofItsOwn === true && random() < 0.5;
      const result = await spikion(
        kind.args(out, taken, kernelOf(kind, session)),
        kills < most ? { after, ofItsOwn } : undefined,
      );
      if (result.killed) {
        kills++;
        counts.kills++;
        // A command whose process was killed may still end as it should, or say which run has failed.
        if (!ofItsOwn || result.code !== 0) continue;
      }
      if (result.code !== 0)
        throw new Error(`${name}: session ${session} ended with ${result.code}: ${result.err}`);
      counts.ended++;
      compare(name, expected, kind.left(out, result.out), out);
      console.log(`${name}: ended after ${kills} kills, all equal (${counts.kills} kills in all)`);
      return;
    }
  };
}

/** Even sessions use the kernel that is chosen by itself. */
function kernelOf(kind, session) {
  return kind.kernels ? ["--kernel", session % 2 === 1 ? "reference" : "wasm"] : [];
}

function compare(name, expected, found, out) {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  const different = [...names].filter((file) => expected[file] !== found[file]);
  if (different.length > 0) throw new Error(`${name}: different: ${different.join(", ")}`);
  counts.compared += names.size;
  const left = litter(out);
  if (left.length > 0) throw new Error(`${name}: left behind: ${left.join(", ")}`);
}

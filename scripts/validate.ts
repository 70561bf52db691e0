/**
 * Runs the cases of test/validation in Brian 2 and here, and compares; exit code 1 where they disagree.
 *
 *   npm run validate              (needs Debian's python3-brian; says so and ends with 0 where it is missing)
 *   npm run validate -- --renew   also writes the answers that the tests use without Brian
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dense } from "../src/core/connectivity/index.js";
import { Random } from "../src/core/random.js";
import { runExperiment } from "../src/experiment/run.js";
import { spec } from "../test/experiment/bars.js";
import {
  type Case,
  conductanceBased,
  currentCases,
  type Spikes,
  sha256,
  spikesHere,
  unmatched,
  winners,
} from "../test/validation/cases.js";

const renew = process.argv.includes("--renew");
const folder = fileURLToPath(new URL("../test/validation/", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "spikion-validate-"));

/** Brian's answer; undefined where there is no Brian. */
function brian(c: Case): { brian2: string; spikes: Spikes } | undefined {
  const file = join(work, "case.json");
  writeFileSync(file, JSON.stringify(c));
  const { status, stdout, stderr } = spawnSync("/usr/bin/python3", [join(folder, "in_brian.py"), file], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 3 || status === null) return undefined;
  if (status !== 0) throw new Error(`in_brian.py ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as { brian2: string; spikes: Spikes };
}

const network = spec({ label: { images: 1 }, test: { split: "test", images: 1 } });
const { conductance, theta } = await runExperiment(network);
const { synapse } = network.network.projections[0]!;
const { readGain } = synapse!.create({ wiring: dense(1, 1), tick: 0.5e-3, random: Random.of("one synapse") });
// What a synapse weighs, on a grid that single precision holds.
const weights = Array.from(conductance, (g) => Math.fround(g * readGain));
const cases: Record<string, { c: Case; more?: object }> = {
  lif: { c: currentCases.lif() },
  "lif-exp": { c: currentCases["lif-exp"]() },
  "lif-cond": {
    c: conductanceBased(weights, theta),
    more: { conductance: weights, theta: Array.from(theta) },
  },
};
let bad = 0;
for (const [name, { c, more }] of Object.entries(cases)) {
  const there = brian(c);
  if (!there) {
    console.log("there is no Brian 2 here (apt install python3-brian): nothing was compared");
    break;
  }
  const here = spikesHere(c);
  const differ = unmatched(here, there.spikes);
  const same = winners(here, c).filter((w, k) => w === winners(there.spikes, c)[k]).length;
  const most = name === "lif-cond" ? 0.01 * there.spikes.length : 0;
  if (differ > most || same < c.input.length) bad++;
  console.log(
    `${name}: ${there.spikes.length} spikes in Brian ${there.brian2}, ${here.length} here, ${differ} not at the same tick; winners ${same}/${c.input.length}`,
  );
  if (renew) {
    const golden = { brian2: there.brian2, case: sha256(c), ...more, spikes: there.spikes };
    writeFileSync(join(folder, "golden", `${name}.json`), `${JSON.stringify(golden)}\n`);
  }
}
rmSync(work, { recursive: true, force: true });
process.exitCode = bad === 0 ? 0 : 1;

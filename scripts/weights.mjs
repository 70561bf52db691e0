/**
 * Runs the short experiments of test/golden/weights.json and compares the weights they end with, bit for bit.
 *   npm run weights               one line a run; exit code 1 where one differs
 *   npm run weights -- --renew    keep what came as what is expected: after a change that is meant to move results
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = join(root, "test", "golden", "weights.json");
const golden = JSON.parse(readFileSync(file, "utf8"));
const out = mkdtempSync(join(tmpdir(), "spikion-weights-"));
let different = 0;
for (const run of golden.runs) {
  const settings = run.set.flatMap((s) => ["--set", s]);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      join(root, "dist", "cli", "main.js"),
      "run",
      join(root, "experiments", `${run.experiment}.yaml`),
      "--json",
      "--out",
      join(out, run.name),
      ...settings,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${run.name}: ${stderr}`);
  const { weightsSha256 } = JSON.parse(stdout);
  const equal = weightsSha256 === run.weightsSha256;
  if (!equal) different++;
  console.log(`${run.name.padEnd(24)} ${weightsSha256} ${equal ? "equal" : "DIFFERENT"}`);
  run.weightsSha256 = weightsSha256;
}
rmSync(out, { recursive: true, force: true });
console.log(`${golden.runs.length - different} of ${golden.runs.length} equal`);
if (process.argv.includes("--renew")) writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
else process.exitCode = different === 0 ? 0 : 1;

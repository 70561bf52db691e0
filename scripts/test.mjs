/** Types, style, then the specifications. One closing line for machines: N passed, N failed. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "spikion-test-"));
const report = join(folder, "vitest.json");
let passed = 0;
let failed = 0;

/** Runs a tool of this project; its exit code counts as one check, and what it says comes in one piece. */
async function check(name, [command, ...args]) {
  const tool = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [tool.stdout, tool.stderr]) stream.on("data", (bytes) => said.push(bytes));
  const [status] = await once(tool, "close");
  console.log(`\n== ${name}`);
  process.stdout.write(Buffer.concat(said));
  if (status === 0) passed++;
  else failed++;
}

await check("kernels", ["node", "scripts/build-kernels.mjs"]);
// By its path: an older compiler, which a test asks too, has a command of the same name.
const tsc = ["node", "node_modules/typescript/bin/tsc"];
await Promise.all([
  check("types", [...tsc, "-p", "tsconfig.json"]),
  check("style", ["npx", "--no-install", "biome", "check", "--error-on-warnings", "."]),
  // The command line is tested as a user has it: built.
  check("build", [...tsc, "-p", "tsconfig.build.json"]),
]);

console.log("\n== specifications");
const files = process.argv.slice(2);
const { status } = spawnSync(
  "npx",
  [
    "--no-install",
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...files,
  ],
  { stdio: "inherit" },
);
try {
  const result = JSON.parse(readFileSync(report, "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  // A suite that does not load has no failed test, but has failed.
  if (status !== 0 && result.numFailedTests === 0) failed++;
} catch {
  console.error("vitest left no report");
  failed++;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * How long the dashboard takes to open on many runs: `npm run build && node scripts/ui-speed.mjs [RUNS]`. One run is made and
 * its folder copied with other seeds; the page is timed where Chromium is installed.
 */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveDashboard } from "../dist/cli/serve-dashboard.js";
import { RunsIndex } from "../dist/node/runs-index.js";

const count = Number(process.argv[2] ?? 1000);
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "spikion-many-"));
const runs = join(folder, "runs");
const sets = ["train.images=100", "label.images=100", "test.images=100"].flatMap((set) => ["--set", set]);
const first = join(folder, "first");
execFileSync(
  process.execPath,
  [
    join(root, "dist/cli/main.js"),
    "run",
    join(root, "experiments/quickstart.yaml"),
    "--quiet",
    "--out",
    first,
    ...sets,
  ],
  { stdio: "ignore" },
);
const text = (name) => readFileSync(join(first, name), "utf8");
const [config, manifest] = [text("config.resolved.yaml"), JSON.parse(text("manifest.json"))];
for (let seed = 1; seed <= count; seed++) {
  const dir = join(runs, `quickstart-${seed}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "config.resolved.yaml"), config.replace(/^seed: .*$/m, `seed: "${seed}"`));
  writeFileSync(join(dir, "manifest.json"), JSON.stringify({ ...manifest, seed: String(seed) }));
  for (const name of ["metrics.json", "report.html", "live.jsonl"])
    copyFileSync(join(first, name), join(dir, name));
}
const ms = async (work) => {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return `${(performance.now() - began).toFixed(0)} ms (${((user + system) / 1000).toFixed(0)} ms of CPU)`;
};
const index = new RunsIndex(runs);
console.log(
  `${count} runs: indexed in ${await ms(() => index.rows())}, again in ${await ms(() => index.rows())}`,
);
const site = await serveDashboard(runs, 0, undefined);
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
if (executablePath === undefined) console.log("no Chromium is installed: the page is not timed");
else {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const state of ["first", "second"]) {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const began = performance.now();
    await page.goto(site.url);
    await page.waitForFunction((n) => document.querySelectorAll("table.runs tbody tr").length === n, count);
    const wall = performance.now() - began;
    const { metrics } = await session.send("Performance.getMetrics");
    const work = 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
    console.log(
      `the ${state} page: all rows after ${wall.toFixed(0)} ms (${work.toFixed(0)} ms of CPU in the page)`,
    );
    await page.close();
  }
  await browser.close();
}
await site.close();
rmSync(folder, { recursive: true });

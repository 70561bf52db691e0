/**
 * Figures of the explorer: sizes of its files, frame times while a knot is dragged, and images per second in the page against
 * Node, with whether the weights are the same. `npm run build && node scripts/explore-figures.mjs [IMAGES] [SECONDS]`
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { startOf } from "../dist/explore/state.js";
import { experimentText } from "../dist/explore/written.js";
import { loadExperimentText } from "../dist/node/config.js";
import { runExperiment } from "../dist/node/run.js";
import { openExplorer, train } from "./explore-page.mjs";

const [images = "2000", seconds = "5"] = process.argv.slice(2);
const root = fileURLToPath(new URL("..", import.meta.url));
const site = join(root, "dist/site");

const gz = (...names) =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(join(site, name)), { level: 9 }).length, 0);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const digits = readdirSync(site).filter((name) => name.endsWith(".bin"));
const digitBytes = digits.reduce((sum, name) => sum + readFileSync(join(site, name)).length, 0);
console.log(
  `compressed: page ${kB(gz("index.html", "style.css", "main.js"))}, ` +
    `training worker ${kB(gz("training-worker.js"))}, design worker ${kB(gz("design-worker.js"))}, ` +
    `digits ${kB(digitBytes)}`,
);

const opened = await openExplorer({ width: 1200, height: 900 }, `1&form=box-over-ramp&images=${images}`);
if (!opened) process.exit(2);
const { page, close } = opened;

// Frames while the mouse moves a knot up and down and to and fro.
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
const busy = async () => {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
};
const box = await page.getByRole("slider", { name: "V_post, knot 2" }).boundingBox();
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
await page.mouse.move(x, y);
await page.mouse.down();
const before = await busy();
await page.evaluate(() => {
  window.frameTimes = [];
  const note = (now) => {
    window.frameTimes.push(now);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
});
const until = performance.now() + 1000 * Number(seconds);
let moves = 0;
while (performance.now() < until) {
  moves++;
  await page.mouse.move(x + 30 * Math.sin(moves / 15), y + 60 * Math.sin(moves / 10));
}
const work = (await busy()) - before;
const times = await page.evaluate(() => window.frameTimes);
await page.mouse.up();
const gaps = times
  .slice(1)
  .map((time, k) => time - times[k])
  .sort((a, b) => a - b);
const at = (share) => gaps[Math.min(gaps.length - 1, Math.floor(share * gaps.length))].toFixed(1);
console.log(
  `dragging: ${gaps.length} frames, ${moves} moves of the mouse; between frames ${at(0.5)} ms (median), ` +
    `${at(0.95)} ms (95th percentile); ${(work / gaps.length).toFixed(1)} ms of CPU a frame in the page`,
);
await page.keyboard.press("Control+z");

// In turn, so that both meet the same machine.
const start = startOf("box-over-ramp");
const state = { ...start, train: { ...start.train, images: Number(images) } };
const { spec } = await loadExperimentText(experimentText(state), join(root, "explored.yaml"));
const rates = { page: [], node: [] };
const cpu = { page: [], node: [] };
/** CPU s of Chromium's processes that run pages. */
const system = await page.context().browser().newBrowserCDPSession();
const pageCpu = async () => {
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === "renderer" ? cpuTime : 0), 0);
};
const nodeCpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const hashes = new Set();
for (let round = 0; round < 3; round++) {
  const inPage = await pageCpu();
  const shown = await train(page);
  cpu.page.push((await pageCpu()) - inPage);
  const inNode = nodeCpu();
  const { metrics } = await runExperiment(spec);
  cpu.node.push(nodeCpu() - inNode);
  rates.page.push(shown.imagesPerSecond);
  rates.node.push(metrics.trainImagesPerSecond);
  hashes.add(shown.sha256).add(metrics.weightsSha256);
}
await close();
const median = (values) => [...values].sort((a, b) => a - b)[1];
console.log(
  `training: ${median(rates.page).toFixed(0)} images/s in the page, ${median(rates.node).toFixed(0)} in Node ` +
    `${process.version} (medians of 3, in turn); CPU time with labels and test ${median(cpu.page).toFixed(2)} s in ` +
    `the page's process, ${median(cpu.node).toFixed(2)} s in Node; weights ${hashes.size === 1 ? "the same" : "NOT the same"}`,
);

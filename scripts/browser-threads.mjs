/**
 * What threads gain in a page: a worker in Chromium trains one network by one thread and by as many as there are cores, in
 * turns. `npm run build && node scripts/browser-threads.mjs [NEURONS] [IMAGES] [ROUNDS]` prints images a second, their ratios,
 * and whether all weights are the same.
 */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { openDataset } from "../dist/index.js";

const [neurons, images, rounds] = [1600, 1000, 5].map((n, k) => Number(process.argv[2 + k] ?? n));
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = [process.env.CHROMIUM ?? "", ...PLACES].find(
  (path) => path !== "" && existsSync(path),
);
if (executablePath === undefined) {
  process.stderr.write("no Chromium is installed: set CHROMIUM to where it is\n");
  process.exit(2);
}

const WORKER = `
import { allowThreads, browserThreads, datasetOf, quickstart, runExperiment } from "spikion/browser";
allowThreads(browserThreads("/thread.js"));
const arrays = (part) => ({ ...part, pixels: Uint8Array.from(part.pixels), labels: Uint8Array.from(part.labels) });
onmessage = async ({ data: { digits, threads, sizes } }) => {
  const dataset = datasetOf({ ...digits, train: arrays(digits.train), test: arrays(digits.test) });
  const spec = quickstart({ dataset, pixels: true, ...sizes });
  let most = 1;
  const see = (seen) => { most = Math.max(most, seen.threads); };
  const { metrics } = await runExperiment(spec, { threads, observe: { every: 1, see } });
  postMessage({ most, perSecond: metrics.trainImagesPerSecond, sha256: metrics.weightsSha256 });
};
`;
const root = fileURLToPath(new URL("..", import.meta.url));
const options = {
  bundle: true,
  write: false,
  format: "esm",
  platform: "browser",
  external: ["@tensorflow/*"],
};
const script = async (contents) =>
  (await build({ ...options, stdin: { contents, resolveDir: root } })).outputFiles[0].text;
const files = {
  "/": ["text/html", "<!doctype html><title>threads</title>"],
  "/train.js": ["text/javascript", await script(WORKER)],
  "/thread.js": ["text/javascript", await script('import "spikion/browser-thread";')],
};
const server = createServer(({ url }, response) => {
  const [type, text] = files[url] ?? ["text/plain", ""];
  response.writeHead(200, {
    "content-type": type,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  });
  response.end(text);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const { chromium } = await import("playwright-core");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.on("console", (message) => process.stderr.write(`${message.text()}\n`));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const cores = await page.evaluate("navigator.hardwareConcurrency");
const { rows, cols, pixels, labels } = openDataset("mnist-10k").train;
const part = (from, to) => ({
  count: to - from,
  rows,
  cols,
  pixels: [...pixels.subarray(from * rows * cols, to * rows * cols)],
  labels: [...labels.subarray(from, to)],
});
const digits = { name: "digits", classes: 10, train: part(0, images), test: part(images, images + 10) };
await page.evaluate((given) => {
  globalThis.digits = given;
}, digits);
const sizes = { neurons, images, labelImages: 10, testImages: 10 };
const trained = (threads) =>
  page.evaluate(
    ([threads, sizes]) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/train.js", { type: "module" });
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = ({ data }) => {
          worker.terminate();
          resolve(data);
        };
        worker.postMessage({ digits: globalThis.digits, threads, sizes });
      }),
    [threads, sizes],
  );
const hashes = new Set();
const ratios = [];
for (let round = 0; round < rounds; round++) {
  const [one, all] = [await trained(1), await trained(cores)];
  hashes.add(one.sha256).add(all.sha256);
  ratios.push(all.perSecond / one.perSecond);
  console.log(
    `one thread ${one.perSecond.toFixed(0)} images/s, ${all.most} threads ${all.perSecond.toFixed(0)}: ` +
      `${ratios.at(-1).toFixed(2)} times`,
  );
}
await browser.close();
server.close();
ratios.sort((a, b) => a - b);
console.log(
  `${neurons} neurons, ${cores} cores: ${ratios[Math.floor(rounds / 2)].toFixed(2)} times as fast (median of ${rounds}, ` +
    `${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}); weights ${hashes.size === 1 ? "the same" : "NOT the same"}`,
);

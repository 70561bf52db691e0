/** A page trains a network, and ends in the bits that Node ends in. */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { quickstart } from "../../src/experiment/quickstart.js";
import { loadExperimentText, openDataset } from "../../src/node/config.js";
import { packageRoot } from "../../src/node/disk.js";
import { runExperiment } from "../../src/node/run.js";
import { consumer } from "./consumer.js";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = [process.env.CHROMIUM ?? "", ...browsers].find(
  (path) => path !== "" && existsSync(path),
);
if (executablePath === undefined) console.log("no Chromium is installed: no page is tried");

const SIZES = { neurons: 100, images: 300, labelImages: 100, testImages: 100 };
/** The same experiment as a config that names its network and not the data set's files. */
const CONFIG = `
extends: quickstart.yaml
dataset: mnist-10k
train: {images: ${SIZES.images}}
label: {images: ${SIZES.labelImages}}
test: {images: ${SIZES.testImages}}
`;

const WORKER = `
import { loadExperimentText, memoryFiles, openDataset, quickstart, runExperiment } from "spikion/browser";
const fetched = async (path) => [path, new Uint8Array(await (await fetch(path)).arrayBuffer())];
onmessage = async ({ data: { sizes, config } }) => {
  try {
    const digits = Array.from({ length: 10 }, (_, digit) => "/mnist/src/digits/" + digit + ".json");
    const texts = ["/experiments/quickstart.yaml", "/networks/winner-take-all.yaml", "/datasets/mnist.yaml", "/datasets/mnist-10k.yaml"];
    const files = memoryFiles(Object.fromEntries(await Promise.all([...digits, ...texts].map(fetched))), { packages: { mnist: "/mnist" } });
    const dataset = openDataset(files, "mnist-10k");
    let reports = 0;
    const object = await runExperiment(quickstart({ dataset, ...sizes }), { progress: () => { reports++; } });
    const { spec } = await loadExperimentText(files, config, "/experiments/x.yaml");
    const text = await runExperiment(spec);
    const { hash } = dataset;
    const numbers = ({ metrics: { weightsSha256, accuracy, kernel } }) => ({ weightsSha256, accuracy, kernel });
    postMessage({ hash, reports, object: numbers(object), text: numbers(text) });
  } catch (error) {
    postMessage(String(error.stack));
  }
};
`;

/** Serves texts by path, digits of the package "mnist" and the config files of this one, on this machine only. */
async function served(texts: Readonly<Record<string, [type: string, text: string]>>): Promise<string> {
  const mnist = dirname(createRequire(import.meta.url).resolve("mnist/package.json"));
  const server = createServer(({ url = "/" }, response) => {
    const [type, text] = texts[url] ?? [];
    if (text !== undefined) return void response.setHeader("content-type", type!).end(text);
    const file = url.startsWith("/mnist/") ? join(mnist, url.slice(7)) : join(packageRoot, url);
    const known =
      /^\/(mnist\/src\/digits|experiments|networks|datasets)\/[\w-]+\.(json|yaml)$/.test(url) &&
      existsSync(file);
    response.statusCode = known ? 200 : 404;
    response.end(known ? readFileSync(file) : "");
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test.skipIf(executablePath === undefined)(
  "a worker in Chromium trains 100 neurons on digits in memory to the same weights as Node",
  async () => {
    const { outputFiles } = await build({
      stdin: { contents: WORKER, resolveDir: consumer({}) },
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      logLevel: "silent",
      // Loaded only when the tfjs kernel is asked for.
      external: ["@tensorflow/*"],
    });
    const address = await served({
      "/": ["text/html", "<!doctype html><title>spikion</title>"],
      "/worker.js": ["text/javascript", outputFiles[0]!.text],
    });
    const browser = await chromium.launch({
      executablePath: executablePath!,
      args: ["--no-sandbox"],
      timeout: 500_000,
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    page.setDefaultTimeout(500_000);
    await page.goto(address);
    const seen = await page.evaluate(
      `new Promise((resolve) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => resolve(message);
        worker.postMessage(${JSON.stringify({ sizes: SIZES, config: CONFIG })});
      })`,
    );

    const dataset = openDataset("mnist-10k");
    const { metrics } = await runExperiment(quickstart({ dataset, ...SIZES }));
    const { weightsSha256, accuracy } = metrics;
    expect(metrics.kernel).toBe("wasm");
    const ours = { weightsSha256, accuracy, kernel: "wasm" };
    expect(seen).toMatchObject({ hash: dataset.hash, object: ours, text: ours });
    // Every 50 images.
    expect((seen as { reports: number }).reports).toBeGreaterThanOrEqual(6);
    const { spec } = await loadExperimentText(CONFIG, join(packageRoot, "experiments", "x.yaml"));
    expect((await runExperiment(spec)).metrics).toMatchObject({ weightsSha256, accuracy });
  },
);

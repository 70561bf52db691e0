/** Threads in a page: one that is isolated trains with several to the weights of one thread in Node; another says why not. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { datasetOf } from "../../src/dataset/dataset-of.js";
import { quickstart } from "../../src/experiment/quickstart.js";
import { openDataset } from "../../src/node/config.js";
import { runExperiment } from "../../src/node/run.js";
import { consumer } from "./consumer.js";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = [process.env.CHROMIUM ?? "", ...browsers].find(
  (path) => path !== "" && existsSync(path),
);
if (executablePath === undefined) console.log("no Chromium is installed: no threads of a page are tried");

const SIZES = { neurons: 100, images: 60, labelImages: 20, testImages: 20, pixels: true };
const { rows, cols, pixels, labels } = openDataset("mnist-10k").train;
const part = (from: number, to: number) => ({
  count: to - from,
  rows,
  cols,
  pixels: pixels.slice(from * rows * cols, to * rows * cols),
  labels: labels.slice(from, to),
});
const few = { name: "few", classes: 10, train: part(0, 60), test: part(60, 80) };

// A thread comes when it can: while there is none every image waits, shorter than one that has come would stay.
const WORKER = `
import { allowThreads, browserThreads, datasetOf, quickstart, runExperiment } from "spikion/browser";
onmessage = async ({ data: { few, sizes, threads } }) => {
  try {
    allowThreads(browserThreads(() => new Worker(new URL("./thread.js", import.meta.url), { type: "module" })));
    const arrays = (part) => ({ ...part, pixels: Uint8Array.from(part.pixels), labels: Uint8Array.from(part.labels) });
    const dataset = datasetOf({ ...few, train: arrays(few.train), test: arrays(few.test) });
    const notices = [];
    let most = 1;
    let waits = threads > 1 && crossOriginIsolated ? 600 : 0;
    const see = async (seen) => {
      most = Math.max(most, seen.threads);
      if (most === 1 && waits-- > 0) await new Promise((resume) => setTimeout(resume, 100));
    };
    let weights;
    do {
      const options = { threads, observe: { every: 1, see }, notice: (text) => / computes: /.test(text) && notices.push(text) };
      weights = (await runExperiment(quickstart({ dataset, ...sizes }), options)).metrics.weightsSha256;
    } while (most === 1 && waits > 0);
    postMessage({ weights, most, notices });
  } catch (error) {
    postMessage(String(error.stack));
  }
};
`;

const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** A page and its workers, with the headers under /isolated/ and without them under /plain/. */
async function served(scripts: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer(({ url = "" }, response) => {
    const [, headers, name = ""] = url.split("/");
    const script = scripts[name];
    response.writeHead(200, {
      "content-type": script === undefined ? "text/html" : "text/javascript",
      ...(headers === "isolated" ? ISOLATED : {}),
    });
    response.end(script ?? "<!doctype html><title>threads</title><link rel=icon href='data:,'>");
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.skipIf(executablePath === undefined)(
  "a worker of an isolated page trains with one thread and with two to the same weights as Node; of another with one",
  async () => {
    const { outputFiles } = await build({
      stdin: { contents: WORKER, resolveDir: consumer({}) },
      entryPoints: [{ in: "spikion/browser-thread", out: "thread" }],
      outdir: "/out",
      absWorkingDir: consumer({}),
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      logLevel: "silent",
      // Loaded only when the tfjs kernel is asked for.
      external: ["@tensorflow/*"],
    });
    const text = (name: string) => outputFiles.find(({ path }) => path.endsWith(name))!.text;
    expect(text("thread.js").length).toBeLessThan(2000);
    const address = await served({ "train.js": text("stdin.js"), "thread.js": text("thread.js") });
    const browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] });
    onTestFinished(() => browser.close());
    const said: string[] = [];
    const trained = async (where: string, threads: number) => {
      const page = await browser.newPage();
      page.on("console", (message) => said.push(message.text()));
      page.setDefaultTimeout(500_000);
      await page.goto(`${address}/${where}/`);
      const message = JSON.stringify({ few, sizes: SIZES, threads }, (_, value) =>
        value instanceof Uint8Array ? [...value] : value,
      );
      const seen = await page.evaluate(
        `new Promise((resolve) => {
          const worker = new Worker("train.js", { type: "module" });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => resolve(String(message));
          worker.postMessage(${message});
        })`,
      );
      await page.close();
      return seen;
    };
    const dataset = datasetOf(few);
    const { metrics } = await runExperiment(quickstart({ dataset, ...SIZES }), { threads: 1 });
    const weights = metrics.weightsSha256;
    expect(await trained("isolated", 1)).toEqual({ weights, most: 1, notices: [] });
    expect(await trained("isolated", 2)).toEqual({ weights, most: 2, notices: [] });
    expect(await trained("plain", 2)).toEqual({
      weights,
      most: 1,
      notices: [
        expect.stringMatching(/^2 threads were asked for, one computes: .*Cross-Origin-Opener-Policy/),
      ],
    });
    expect(said).toEqual([]);
  },
);

/** The built workers, which carry only what the page needs: whatever it asks them for begins, and they are small. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { idxFiles } from "../../src/explore/digits.js";
import type { FromDesign, FromTraining } from "../../src/explore/messages.js";
import { droppedDevice } from "../../src/explore/own-device.js";
import { type ExploreState, startOf } from "../../src/explore/state.js";
import { designDocument, experimentDocument } from "../../src/explore/written.js";
import { openDataset } from "../../src/node/config.js";
import { packageRoot } from "../../src/node/disk.js";

const folder = mkdtempSync(join(tmpdir(), "spikion-workers-"));
beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "scripts", "site.mjs"), folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A page's worker in a thread. */
const STAND_IN = `
  const { parentPort, workerData } = require("node:worker_threads");
  globalThis.self = { postMessage: (message) => parentPort.postMessage(message) };
  import(workerData).then(() => parentPort.on("message", (data) => self.onmessage({ data })));
`;

/** What a worker says first, but for notices. */
async function first<M extends { readonly kind: string }>(
  name: string,
  ...messages: readonly unknown[]
): Promise<M> {
  const address = pathToFileURL(join(folder, `${name}-worker.js`)).href;
  const worker = new Worker(STAND_IN, { eval: true, workerData: address });
  try {
    return await new Promise<M>((answer, failed) => {
      worker.on("error", failed);
      worker.on("message", (message: M) => message.kind !== "notice" && answer(message));
      for (const message of messages) worker.postMessage(message);
    });
  } finally {
    await worker.terminate();
  }
}

test("compressed, they are small enough to be waited for", () => {
  const size = (name: string) => gzipSync(readFileSync(join(folder, `${name}-worker.js`))).length;
  expect(size("training")).toBeLessThan(220_000);
  expect(size("design")).toBeLessThan(110_000);
});

const digits = idxFiles(openDataset("mnist-10k"));
const start = startOf("box-over-ramp");
const rates = "voltage_V,rate_S_per_s\n-6,-3e-6\n-3,-3e-8\n3,2e-8\n6,2.5e-6\n";
const device = readFileSync(join(packageRoot, "experiments/devices/my-device.yaml"), "utf8");
test.each<[string, ExploreState]>([
  ["the page's beginning", start],
  ["microseconds", startOf("box-over-ramp-us")],
  ["nanoseconds", startOf("box-over-ramp-ns")],
  ["another technology", { ...start, device: { preset: "rram", params: {}, lawParams: {} } }],
  ["a law by formula", { ...start, device: { ...start.device, law: "sinh" } }],
  [
    "a device file that was dropped",
    { ...start, device: { ...start.device, own: droppedDevice({ "my-device.yaml": device }) } },
  ],
  [
    "rates that were dropped",
    { ...start, device: { ...start.device, own: droppedDevice({ "rates.csv": rates }) } },
  ],
  ["devices that vary", { ...start, train: { ...start.train, varied: true } }],
])("training begins: %s", async (_, state) => {
  const text = JSON.stringify(
    experimentDocument({ ...state, train: { ...state.train, neurons: 25, images: 100 } }),
  );
  const said = await first<FromTraining>("training", { kind: "pause" }, { kind: "start", text, digits });
  expect(said).toMatchObject({ kind: "snapshot", done: 1, total: 100 });
});

test("designing begins: a named curve, and one that was drawn", async () => {
  const wish = { values: {}, knots: 6, volts: 10 };
  const named = designDocument(start, { ...wish, shape: "exponential" });
  const drawn = designDocument(start, { ...wish, shape: "drawn" });
  const curve = "delta_t_s,delta_g_S\n-0.02,0\n-0.01,-1e-8\n0,0\n0.01,2e-8\n0.02,0\n";
  expect(await first<FromDesign>("design", { text: JSON.stringify(named) })).toMatchObject({
    kind: "progress",
  });
  expect(await first<FromDesign>("design", { text: JSON.stringify(drawn), curve })).toMatchObject({
    kind: "progress",
  });
});

/** A further thread that fails at work ends the run with a sentence, and with what a run that was cut off leaves. */
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allowThreads, type Place, type ThreadMeans, threadMeans } from "../../src/engine/wasm/threads.js";
import { packageRoot } from "../../src/node/config.js";
import { testThreads } from "../engine/wasm/thread-means.js";
import { spikion } from "./spikion.js";

/** As in src/engine/wasm/team.ts. */
const ASKED = 4;

/** Threads that have come before anything goes on, and that read beyond the memory once they are called. */
function failing(): ThreadMeans {
  const means = testThreads();
  return {
    ...means,
    start(place: Place) {
      const { memory, seat, layout } = place;
      const thread = means.start({ ...place, layout: { ...layout, told: -64 } });
      const words = new Int32Array((memory as { buffer: SharedArrayBuffer }).buffer);
      const at = layout.seats! / 4 + 16 * seat;
      return {
        ...thread,
        sit() {
          thread.sit();
          for (let wait = 0; Atomics.load(words, at) === ASKED && wait < 20_000; wait++)
            Atomics.wait(words, at, ASKED, 1);
        },
      };
    },
  };
}

const before = threadMeans();
beforeAll(() => allowThreads(failing()));
afterAll(() => allowThreads(before));

const NETWORK = `
kind: simulate
seed: "1"
network:
  tick: 0.5 ms
  populations:
    e: {size: 200, neuron: lif, drive: {poisson: {rate: 3 kHz, weight: 1 mV, receptor: delta}}}
  projections: {}
duration: 50 ms
sources: {}
`;

test.each([
  ["a layer", () => join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml")],
  [
    "a network of any shape",
    (folder: string) => {
      const file = join(folder, "network.yaml");
      writeFileSync(file, NETWORK);
      return file;
    },
  ],
])("%s", async (_, experiment) => {
  const folder = mkdtempSync(join(tmpdir(), "spikion-failing-"));
  const out = join(folder, "run");
  const file = experiment(folder);
  const { code, err } = await spikion(
    "run",
    file,
    "--threads",
    "2",
    "--workers",
    "1",
    "--out",
    out,
    "--quiet",
  );
  expect([code, err]).toEqual([1, expect.any(String)]);
  expect(err).toMatch(/a thread of the kernel has failed or does not answer; one thread alone: --threads 1/);
  expect(err).not.toMatch(/^\s+at /m);
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder).filter((name) => !name.endsWith(".yaml"))).toEqual([]);
});

/** Checkpoints by wall time: with a clock that goes on by so many ms whenever it is looked at. */
import { afterEach, expect, test, vi } from "vitest";
import type { ExperimentSpec } from "../../src/experiment/kinds/index.js";
import { runExperiment } from "../../src/experiment/run.js";
import { spec } from "./bars.js";
import { chain } from "./chain.js";

const SECONDS = 0.1;
const few = { label: { images: 5 }, test: { split: "test" as const, images: 5 } };

afterEach(() => {
  vi.restoreAllMocks();
});

test.each<[string, number, () => ExperimentSpec]>([
  ["classify", 50, () => spec({ ...few, train: { images: 300, epochs: 1 } })],
  ["simulate", 1, () => chain({ ticks: 3000, synapse: "fixed" })],
])("%s: after one, the next is due when its time has passed again", async (_, step, of) => {
  const s = of();
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += step));
  const at: number[] = [];
  const write = async () => {
    at.push(now);
  };
  await runExperiment(s as never, { checkpoint: { every: { seconds: SECONDS }, write } });
  expect(at.length, `${now} ${at}`).toBeGreaterThan(2);
  for (const [k, t] of at.entries()) {
    const since = t - (at[k - 1] ?? 0);
    // The last one is written at the end, whenever that is.
    if (k < at.length - 1) expect(since, `${at}`).toBeGreaterThanOrEqual(1000 * SECONDS);
  }
});

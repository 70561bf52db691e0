/** What is seen of a run that is looked at, and that looking changes nothing. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ClassifyResult } from "../../src/experiment/kinds/classify/result.js";
import type { ClassifySpec } from "../../src/experiment/kinds/classify/spec.js";
import type { Observation } from "../../src/experiment/observe.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { spec } from "./bars.js";

/** A result without the speeds of the machine. */
function bits({ metrics, ...rest }: ClassifyResult) {
  const { trainSeconds, labelSeconds, testSeconds, trainImagesPerSecond, ...numbers } = metrics;
  return { ...rest, metrics: numbers };
}

const train = { images: 30, epochs: 1 };
const forms: [string, ClassifySpec][] = [
  ["wasm kernel", spec({ train })],
  ["reference kernel", spec({ train, kernel: "reference" })],
  ["variable devices, wasm", spec({ train }, 0.1)],
  ["ordered form", spec({ train }, 0, { form: "ordered" })],
  ["slices", spec({ kernel: { tfjs: { backend: "cpu", tau: 0.5e-3 } }, train: { images: 10, epochs: 1 } })],
];

test.each(forms)("no bit of a result depends on being looked at: %s", async (_, chosen) => {
  const alone = await runExperiment(chosen);
  const seen: number[] = [];
  const watched = await runExperiment(chosen, {
    observe: {
      every: 7,
      see({ done, synapses, theta, counts }) {
        seen.push(done);
        // Who writes into what they were given writes into a copy.
        for (const view of synapses.values()) view.copy().fill(0);
        theta.fill(1);
        counts.fill(1);
      },
    },
  });
  expect(seen.length).toBeGreaterThan(1);
  expect(bits(watched)).toEqual(bits(alone));
});

describe("what is seen", () => {
  const chosen = spec({ train: { images: 25, epochs: 1 } });

  test("comes every so many images and after the last, with what the result then holds", async () => {
    const seen: (Omit<Observation, "synapses"> & { state: Float32Array; one: number })[] = [];
    const { theta, nPost } = await runExperiment(chosen, {
      observe: {
        every: 10,
        see({ synapses, ...rest }) {
          const view = synapses.get("feedforward") ?? [...synapses.values()][0]!;
          seen.push({ ...rest, state: view.copy(), one: view.conductance(3, 2) });
        },
      },
    });
    expect(seen.map(({ done, total }) => [done, total])).toEqual([
      [10, 25],
      [20, 25],
      [25, 25],
    ]);
    expect(seen[2]!.theta).toEqual(theta);
    expect(seen[0]!.theta).not.toEqual(theta);
    for (const { counts, state, one } of seen) {
      expect(counts).toHaveLength(nPost);
      expect(state[3 * nPost + 2]).toBe(Math.fround(one));
    }
    expect(seen[0]!.state).not.toEqual(seen[1]!.state);
  });

  test("has no conductance where there is no synapse", async () => {
    const outside: number[] = [];
    await runExperiment(chosen, {
      observe: {
        every: 25,
        see: ({ synapses }) => {
          for (const { conductance, nPre, nPost } of synapses.values())
            outside.push(conductance(-1, 0), conductance(nPre, 0), conductance(0, -1), conductance(0, nPost));
        },
      },
    });
    expect(outside).toEqual(Array(4).fill(Number.NaN));
  });

  test("has the conductances of the first and last neurons of both populations", async () => {
    const corners: number[][] = [];
    const copied: number[][] = [];
    await runExperiment(chosen, {
      observe: {
        every: 25,
        see: ({ synapses }) => {
          for (const { conductance, copy, nPre, nPost } of synapses.values()) {
            const ends = [0, nPre - 1].flatMap((i) => [0, nPost - 1].map((j) => [i, j] as const));
            const all = copy();
            corners.push(ends.map(([i, j]) => Math.fround(conductance(i, j))));
            copied.push(ends.map(([i, j]) => all[i * nPost + j]!));
          }
        },
      },
    });
    expect(corners).toHaveLength(1);
    expect(corners).toEqual(copied);
  });

  test("is waited for, and what it throws ends the run", async () => {
    let waited = 0;
    const slow = async (): Promise<void> => {
      await new Promise((resume) => setTimeout(resume, 1));
      waited++;
    };
    await runExperiment(chosen, { observe: { every: 5, see: slow } });
    expect(waited).toBe(5);
    const broken = () => Promise.reject(new Error("no more paper"));
    await expect(runExperiment(chosen, { observe: { every: 5, see: broken } })).rejects.toThrow(
      "no more paper",
    );
  });
});

test.each([0, -1, 2.5, Number.NaN])("an interval of %s images is refused", async (every) => {
  await expect(runExperiment(spec(), { observe: { every, see: () => {} } })).rejects.toThrow(
    `observe.every is ${every}; accepted: a whole number above 0`,
  );
});

test("a choice run is seen trial by trial, its shuffled control once", async () => {
  const set = ["trials=20", "score.trials=10", "reward.reversal=none", "reward.follows=shuffled"];
  const { spec: chosen } = await loadExperiment(
    join(packageRoot, "experiments/studies/dopamine-reward.yaml"),
    { set },
  );
  const seen: number[] = [];
  const alone = await runExperiment(chosen);
  const watched = await runExperiment(chosen, {
    observe: { every: 8, see: ({ done, counts }) => void (counts.length > 0 && seen.push(done)) },
  });
  expect(seen).toEqual([8, 16, 20]);
  const hash = (result: typeof alone) => "weightsSha256" in result.metrics && result.metrics.weightsSha256;
  expect(hash(watched)).toBe(hash(alone));
});

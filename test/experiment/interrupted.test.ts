/** Runs that are stopped, before their first unit of work or within one. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXIT, exitCodeOf, explain } from "../../src/cli/errors.js";
import type { FigureResult } from "../../src/experiment/kinds/figure/result.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { spec } from "./bars.js";

const load = async (study: string, ...set: string[]) =>
  (await loadExperiment(join(packageRoot, "experiments", "studies", `${study}.yaml`), { set })).spec;
const POPULATION = ["devices=5000", "kernel.tfjs.tau=5 ms", "pulses.count=3"];
const trains = (measure: string) => load("montecarlo-window", `measure=${measure}`, ...POPULATION);

describe("stopped before its first unit of work there are no results, and the run says so", () => {
  test.each<[string, Parameters<typeof load>, string]>([
    ["a population's window", ["montecarlo-window", ...POPULATION], "the first batch of devices"],
    ["a population's cycle", ["montecarlo-window", "measure=cycle", ...POPULATION], "the first event"],
    ["choices", ["dopamine-reward"], "the first trial"],
    ["choices with shuffled reward", ["dopamine-reward", "reward.follows=shuffled"], "the first trial"],
    ["a simulation", ["coincidence"], "the first tick"],
  ])("%s", async (_, study, before) => {
    const stop = new AbortController();
    stop.abort();
    const error = await runExperiment(await load(...study), { signal: stop.signal }).catch((e: unknown) => e);
    expect(explain(error)).toContain(`interrupted before ${before}`);
    expect(exitCodeOf(error)).toBe(EXIT.interrupted);
  });

  test("but a classification scores what was drawn, and says that this is what it scores", async () => {
    const stop = new AbortController();
    stop.abort();
    const said: string[] = [];
    const { metrics } = await runExperiment(spec(), { signal: stop.signal, notice: (t) => said.push(t) });
    expect(metrics.trainPresentations).toBe(0);
    expect(said).toContainEqual(expect.stringContaining("the network as it was drawn"));
  });
});

describe("a train of events that is stopped", () => {
  /** Stopped at the n-th report of progress: two to an event, since two batches hold all devices. */
  async function stopped(measure: string, n: number): Promise<FigureResult> {
    const stop = new AbortController();
    let seen = 0;
    return (await runExperiment(await trains(measure), {
      signal: stop.signal,
      progress: () => ++seen === n && stop.abort(),
    })) as FigureResult;
  }

  test("within an event takes that back: all devices have seen the same events", async () => {
    const [within, after] = [await stopped("pulses", 4), await stopped("pulses", 3)];
    const course = (r: FigureResult) => r.panels.find((p) => p.id === "course");
    expect(course(within)).toEqual(course(after));
  });

  test("has no number of trains that did not end, and says why", async () => {
    const { metrics } = await stopped("pulses", 8);
    const of = (name: string) => metrics.numbers.find((n) => n.name === name)!;
    expect(of("high.mean").value).toBeGreaterThan(0);
    for (const name of ["low.mean", "low.relativeSpread", "ratio.mean"])
      expect(of(name)).toMatchObject({
        value: Number.NaN,
        absent: "interrupted before the end of the train",
      });
  });
});

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Saved } from "../../src/core/saved.js";
import { kindProblems } from "../../src/experiment/conformance.js";
import type { KindResult } from "../../src/experiment/kind.js";
import { type KindName, kindOf, kinds } from "../../src/experiment/kinds/index.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";
import { figureProblems } from "../../src/report/plots/conformance.js";
import { plots } from "../../src/report/plots/index.js";
import type { Plot } from "../../src/report/plots/model.js";

/** A run of each kind that takes a second: an experiment that comes along, with settings. */
const runs: Readonly<Record<KindName, readonly [file: string, ...set: string[]]>> = {
  classify: ["smoke/mnist-tiny.yaml", "train.images=40", "label.images=40", "test.images=20"],
  simulate: ["studies/heterogeneous-rules.yaml", "duration=1 s"],
  choice: ["studies/dopamine-reward.yaml", "trials=12", "reward.reversal=8", "score.trials=4"],
  figure: ["papers/huang-2025-fig4a.yaml"],
};

/** Kinds that leave no checkpoints: a figure and a task of some hundred trials take seconds. */
const BEGUN_ANEW = new Set<KindName>(["figure", "choice"]);

const load = async (kind: KindName) => {
  const [file, ...set] = runs[kind];
  return (await loadExperiment(join(packageRoot, "experiments", file), { set })).spec;
};

const done = new Map<KindName, Promise<KindResult>>();

/** What a run that nobody disturbs comes to. */
function resultOf(kind: KindName): Promise<KindResult> {
  const result = done.get(kind) ?? load(kind).then((spec) => runExperiment(spec));
  done.set(kind, result);
  return result;
}

describe.each(Object.keys(kinds) as KindName[])("%s", (name) => {
  const kind = kindOf(name);

  test("a run is what the kind declares", async () => {
    const spec = await load(name);
    expect(kindProblems(kind, spec, await resultOf(name))).toEqual([]);
  });

  test("a second run, and one that is resumed from any of its checkpoints, measure the same", async () => {
    const written: Saved[] = [];
    const write = async (saved: Saved) => void written.push(structuredClone(saved));
    const every = { seconds: 0 };
    const whole = await runExperiment(await load(name), { checkpoint: { every, write } });
    const measured = ({ metrics }: KindResult) => [kind.measures(metrics), metrics.weightsSha256];
    expect(measured(await resultOf(name))).toEqual(measured(whole));
    for (const from of [written[0], written.at(-1)].filter((saved) => saved !== undefined)) {
      const resumed = await runExperiment(await load(name), {
        checkpoint: { every, write: async () => {}, from },
      });
      expect(measured(resumed)).toEqual(measured(whole));
    }
    expect(written.length > 0).toBe(!BEGUN_ANEW.has(name));
  });

  test("its report's figures can be shown: well-formed, named, of finite numbers, without a number missing", async () => {
    const spec = await load(name);
    const result = await resultOf(name);
    const drawn = await Promise.all(
      Object.entries<Plot>(plots).map(async ([plot, { draw }]) => ({
        plot,
        figure: await draw(result, kind.page.facts(spec)),
      })),
    );
    const shown = drawn.flatMap(({ plot, figure }) => (figure ? [{ plot, figure }] : []));
    expect(shown.length).toBeGreaterThan(0);
    for (const { plot, figure } of shown) expect(figureProblems(figure), plot).toEqual([]);
    expect(new Set(shown.map(({ figure }) => figure.id)).size).toBe(shown.length);
  });
});

test("what a run does not do as declared is found out", async () => {
  const spec = await load("simulate");
  const result = (await resultOf("simulate")) as KindResult & { nPost: number };
  const problems = (change: object) =>
    kindProblems(kindOf("simulate"), spec, { ...result, ...change }).join("\n");
  const metrics = (change: object) => problems({ metrics: { ...result.metrics, ...change } });
  expect(problems({ kind: "choice" })).toMatch(/gives a result of "choice"/);
  expect(metrics({ seed: "other" })).toMatch(/seed "other"/);
  expect(metrics({ interrupted: undefined })).toMatch(
    /came to its end[\s\S]*metrics do not have the shape.*interrupted/,
  );
  expect(metrics({ spikes: { a: Number.NaN } })).toMatch(/measure spikes.a is NaN/);
  expect(problems({ nPost: 3 })).toMatch(/conductance has \d+ values for \d+ x 3/);
  expect(problems({ conductance: [1] })).toMatch(/the result has no array conductance/);
  const saying = (text: string) =>
    kindProblems({ ...kindOf("simulate"), summary: () => [["spikes", text]] }, spec, result);
  expect(saying("3")).toEqual([]);
  for (const text of ["NaN Hz", "undefined", " ", "[object Object]"])
    expect(saying(text)).toEqual([`says ${JSON.stringify(text)}`]);
});

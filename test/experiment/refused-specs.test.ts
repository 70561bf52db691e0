/** Specifications that a program made itself, with a name or a time that does not fit: what each run says of it. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ExperimentSpec } from "../../src/experiment/kinds/index.js";
import { runExperiment } from "../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";

type Plain = Readonly<Record<string, unknown>>;

/** With another value at a path. */
function withAt(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((item, k) => (String(k) === key ? withAt(item, rest, value) : item));
  return { ...(whole as Plain), [key]: withAt((whole as Plain)[key], rest, value) };
}

const PROBES: readonly Plain[] = [
  ...["spikes", "counts", "voltage", "conductance", "histogram", "state", "rate"].map((kind) => ({
    ...{ kind, of: "nobody", neurons: [0], every: 1e-3, bins: 4, variable: "v", bin: 1e-3 },
  })),
  { kind: "voltage", of: "input", neurons: [0], every: 1e-3 },
  { kind: "voltage", of: "output", neurons: [0, 9], every: 1e-3 },
  { kind: "voltage", of: "output", neurons: [0], every: 1.1e-6 },
  { kind: "conductance", of: "feedforward", every: 0 },
  { kind: "state", of: "output", variable: "w", every: 1e-3 },
  { kind: "state", of: "output", variable: "v", neurons: [0, 7], every: 1e-3 },
];

const CASES: readonly (readonly [
  file: string,
  changes: readonly (readonly [path: string, value: unknown])[],
])[] = [
  [
    "studies/dopamine-reward",
    [
      ["plastic", "nothing"],
      ["stimuli.source", "nobody"],
      ["stimuli.count", 7],
      ["stimuli.rate", 1e6],
      ["stimuli.background", 1e6],
      ["stimuli.duration", 0.00001],
      ["choice.population", "nobody"],
      ["choice.count", 7],
      ["reward.signal", "serotonin"],
      ["reward.delay", 0.00123],
      ["reward.duration", 0],
      ["sources", { nobody: { encode: () => ({ tick: [], index: [], count: 0 }) } }],
    ],
  ],
  [
    "smoke/two-neurons-ns",
    [
      ...PROBES.map((probe) => ["probes", [probe]] as const),
      ["sources", { nobody: { encode: () => ({ tick: [], index: [], count: 0 }) } }],
      ["duration", 0],
    ],
  ],
  [
    "smoke/mnist-tiny",
    [
      ["plastic", "nothing"],
      ["plastic", "inhibition"],
      ["input", "nobody"],
      ["input", "output"],
      ["output", "nobody"],
      ["output", "input"],
      ["sharing", { nothing: "places" }],
      ["homeostasisOf", { input: {} }],
      ["dataset.train.rows", 27],
    ],
  ],
];

test.each(CASES)("of %s are refused in words", async (file, changes) => {
  const few = file.endsWith("tiny") ? ["train.images=2", "label.images=10", "test.images=2"] : [];
  const { spec } = await loadExperiment(join(packageRoot, "experiments", `${file}.yaml`), { set: few });
  const said: string[] = [];
  for (const [path, value] of changes) {
    const changed = withAt(spec, path.split("."), value) as ExperimentSpec;
    const why = await runExperiment(changed).then(
      () => "runs",
      (error: Error) => `${error.name}: ${error.message}`,
    );
    said.push(`${path} = ${JSON.stringify(value)}: ${why}`);
  }
  await expect(`${said.join("\n")}\n`).toMatchFileSnapshot(
    `../golden/results/refused-specs/${file.replace(/.*\//, "")}.txt`,
  );
});

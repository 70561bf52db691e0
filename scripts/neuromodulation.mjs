/** Runs the studies of docs/neuromodulation.md, draws its pictures, and prints its table. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { factsOf } from "../dist/experiment/kinds/index.js";
import { meanCI95 } from "../dist/metrics/interval.js";
import { loadExperiment, loadExperimentText, planSweep } from "../dist/node/config.js";
import { replaceFile } from "../dist/node/replace.js";
import { runExperiment } from "../dist/node/run.js";
import { learningRules } from "../dist/report/plots/learning-rules.js";
import { panelsSvg } from "../dist/report/plots/panels.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const studies = join(root, "experiments", "studies");
const docs = join(root, "docs", "neuromodulation");
/** Trials to a point of a curve. */
const BLOCK = 20;
mkdirSync(docs, { recursive: true });

const rules = await loadExperiment(join(studies, "heterogeneous-rules.yaml"));
const figure = await learningRules.draw(await runExperiment(rules.spec), factsOf(rules.spec));
await replaceFile(join(docs, "rules.svg"), figure.body.text);

const file = join(studies, "dopamine-reward.yaml");
const plan = await planSweep(file);
const cases = new Map();
for (const { point, set } of plan.jobs) {
  const { spec } = await loadExperimentText(plan.text, file, { set });
  const { metrics, trials } = await runExperiment(spec);
  const name = point.dopamine.text;
  cases.set(name, [...(cases.get(name) ?? []), { metrics, right: trials.right }]);
}

/** Share of right choices in each block, mean and 95 % interval over seeds. */
function curve(name, colour) {
  const runs = cases.get(name);
  const blocks = Math.floor(runs[0].right.length / BLOCK);
  const points = Array.from({ length: blocks }, (_, b) =>
    meanCI95(
      runs.map(({ right }) => right.slice(b * BLOCK, (b + 1) * BLOCK).reduce((s, x) => s + x, 0) / BLOCK),
    ),
  );
  const column = (of) => Float64Array.from(points, of);
  return {
    name,
    x: Float64Array.from({ length: blocks }, (_, b) => (b + 0.5) * BLOCK),
    y: column((p) => p.mean),
    low: column((p) => Math.max(0, p.ci95[0])),
    high: column((p) => Math.min(1, p.ci95[1])),
    mark: "line",
    colour,
  };
}

const [first] = cases.get("follows reward");
const { trials, reversal, chance } = first.metrics;
const panel = (id, title, names) => ({
  id,
  title,
  x: { label: "trial", unit: "1", domain: [0, trials] },
  y: { label: "fraction of right choices", unit: "1", domain: [0, 1] },
  series: [
    ...names.map(curve),
    {
      name: "chance",
      x: Float64Array.of(0, trials),
      y: Float64Array.of(chance, chance),
      mark: "dashed",
      colour: 6,
      silent: true,
    },
    {
      name: "reversal",
      x: Float64Array.of(reversal, reversal),
      y: Float64Array.of(0, 1),
      mark: "dashed",
      colour: 6,
      silent: true,
    },
  ],
  columns: 6,
});
const panels = [
  panel("sign", "dopamine turns the sign: waveforms that potentiate in either order", [
    "follows reward",
    "inverted",
    "shuffled",
    "reward only",
    "constant",
  ]),
  panel("threshold", "dopamine lifts V_post above the threshold: box-over-ramp", [
    "threshold",
    "threshold shuffled",
  ]),
];
await replaceFile(join(docs, "reward.svg"), await panelsSvg("Learning from reward", panels));

const share = ({ mean, ci95 }) => `${(100 * mean).toFixed(1)} ± ${(50 * (ci95[1] - ci95[0])).toFixed(1)} %`;
console.log(
  "| dopamine | last 100 before the reversal | last 100 of 600 | mean dopamine | seeds |\n|---|---|---|---|---|",
);
for (const [name, runs] of cases) {
  const of = (pick) => meanCI95(runs.map(({ metrics }) => pick(metrics)));
  const signal = of((m) => m.meanSignal).mean.toFixed(2);
  console.log(
    `| ${name} | ${share(of((m) => m.accuracy.beforeReversal))} | ${share(of((m) => m.accuracy.final))} | ${signal} | ${runs.length} |`,
  );
}

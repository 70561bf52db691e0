/** What shipped experiments are forecast to need, bytes and ticks: a change of it is a change of what is refused. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { kindOf } from "../../src/experiment/kinds/index.js";
import { loadExperiment, packageRoot } from "../../src/node/config.js";

const EXPERIMENTS = [
  "quickstart",
  "smoke/sparse-plastic",
  "smoke/two-neurons-ns",
  "studies/dopamine-reward",
  "studies/coincidence",
  "studies/mnist-edges-100",
  "papers/diehl-cook-2015-100",
  "papers/huang-2025-fig4a",
  "papers/huang-2025-fig6",
  "papers/huang-2025-fig7d",
  "studies/montecarlo-window",
];

test("the needs of shipped experiments", async () => {
  const lines: string[] = [];
  for (const name of EXPERIMENTS) {
    const { spec } = await loadExperiment(join(packageRoot, `experiments/${name}.yaml`));
    const kind = kindOf(spec.kind);
    for (const { path, what, bytes } of kind.needs?.(spec) ?? [])
      if (bytes > 0) lines.push(`${name}: ${path}: ${Number(bytes.toPrecision(12))} bytes, ${what}`);
    const length = kind.ticks?.(spec);
    if (length) lines.push(`${name}: ${length.path}: ${Number(length.ticks.toPrecision(12))} ticks`);
  }
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("results/needs.txt");
});

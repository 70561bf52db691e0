/** What a Monte Carlo of a few devices says and draws, in each of its measures: the larger ones differ in numbers only. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FigureSpec } from "../../../src/experiment/kinds/figure/spec.js";
import { runExperiment } from "../../../src/experiment/run.js";
import { loadExperiment, packageRoot } from "../../../src/node/config.js";
import { lines, panelLines } from "../../golden/kept.js";

const STUDY = join(packageRoot, "experiments", "studies", "montecarlo-window.yaml");
const FEW = ["devices=24", "sample=5", "kernel.tfjs={backend: cpu, tau: 2 ms}", "spread.c2c=3 %"];
const SHORT = ["deltaT.count=13", "train.pairsUp=4", "train.pairsDown=4", "pulses.count=4"];

test.each(["window", "pulses", "cycle"])(
  "of a %s says and draws what it has always done",
  async (measure) => {
    const { spec } = await loadExperiment(STUDY, { set: [...FEW, ...SHORT, `measure=${measure}`] });
    const { metrics, panels, tables, notes } = await runExperiment(spec as FigureSpec);
    // Slices are summed in single precision: five digits are the same on every engine.
    const numbers = metrics.numbers
      .filter((n) => n.name !== "seconds")
      .map((n) => ({ ...n, value: Number(n.value.toPrecision(5)) }));
    const said = notes.map((note) => note.replace(/ in [\d.e-]+ s,/, " in … s,"));
    const kept = [
      ...lines({ numbers }),
      ...lines({ tables }),
      ...lines({ notes: said }),
      ...panels.flatMap(panelLines),
    ];
    await expect(`${kept.join("\n")}\n`).toMatchFileSnapshot(
      `../../golden/results/montecarlo-${measure}.txt`,
    );
  },
);

import { expect, test } from "vitest";
import { timesEncoder } from "../../src/core/encoder/index.js";
import { neurons } from "../../src/core/neuron/index.js";
import { defaults } from "../../src/core/params.js";
import { choice } from "../../src/experiment/kinds/choice/index.js";
import { choicePanels } from "../../src/experiment/kinds/choice/panels.js";
import { simulate } from "../../src/experiment/kinds/simulate/index.js";
import type { SimulateSpec } from "../../src/experiment/kinds/simulate/spec.js";
import { runExperiment } from "../../src/experiment/run.js";
import { pageValue, stateValue } from "../../src/experiment/synapse-state.js";
import { traceStdp } from "../../src/learning/trace-stdp.js";
import type { NetworkSpec } from "../../src/network/spec.js";
import { conductanceCourses } from "../../src/report/plots/conductance-courses.js";
import { conductanceHistogram } from "../../src/report/plots/conductance-histogram.js";
import { choiceResult, choiceSpec } from "../report/fixture.js";

const { lif } = neurons;
const rule = { nuPre: 0, nuPost: 0.01, tauPre: 0.02, tauPost: 0.02, tauPost2: 0, wMax: 1 };

/** Two weights of 0.5 that are numbers, not devices. */
const ideal: SimulateSpec = {
  kind: "simulate",
  seed: "1",
  duration: 10e-3,
  network: {
    tick: 1e-3,
    populations: [
      { name: "a", size: 2 },
      { name: "b", size: 1, neuron: { model: lif, values: defaults(lif.params), winner: "all" } },
    ],
    projections: [
      {
        name: "ab",
        from: "a",
        to: "b",
        rule: "all-to-all",
        receptor: "delta",
        delay: 0,
        synapse: traceStdp({ ...rule, init: { from: 0.5, to: 0.5 }, readGain: 1e-6 }),
      },
    ],
  } satisfies NetworkSpec,
  sources: { a: timesEncoder([[1e-3], [5e-3]]) },
  probes: [{ kind: "conductance", of: "ab", every: 1e-3 }],
};

test("weights that are numbers are written as such, nowhere in siemens", async () => {
  const result = await runExperiment(ideal);
  const facts = simulate.page.facts(ideal);
  expect(result.metrics.conductance.ab).toMatchObject({ unit: "1", end: [0.5, 0.5] });
  expect(simulate.summary(result.metrics)).toContainEqual([
    "weight of ab",
    "mean 0.5 at the start, 0.5 at the end; strongest: inputs 0",
  ]);
  expect(simulate.page.keyFigures(result.metrics, facts)).toContainEqual([
    "mean weight of ab",
    "0.5 at the start, 0.5 at the end (2 source neurons)",
  ]);
  expect(simulate.measures(result.metrics)).toContainEqual({
    name: "conductance.ab",
    unit: "1",
    value: 0.5,
    doc: "mean weight of ab",
  });
  for (const plot of [conductanceCourses, conductanceHistogram]) {
    const { title, body, caption } = (await plot.draw(result, facts))!;
    const words = `${title} ${body.text} ${caption.text}`;
    expect(words).toMatch(/weight/i);
    expect(words).not.toMatch(/\bnS\b|conductance|Gmin/i);
  }
});

test("so are those of a network that learns by reward", () => {
  const { conductance } = choiceResult().metrics;
  const metrics = { ...choiceResult().metrics, conductance: { ...conductance, unit: "1" as const } };
  const { physics: _, ...spec } = choiceSpec();
  const [, panel] = choicePanels(spec, metrics, choiceResult().trials);
  expect(panel).toMatchObject({ title: "mean weight", y: { label: "mean w", unit: "1" } });
  const words = JSON.stringify([
    choice.summary(metrics),
    choice.page.keyFigures(metrics, choice.page.facts(spec)),
    choice.measures(metrics).filter((m) => m.name.startsWith("conductance")),
  ]);
  expect(words).toMatch(/weight/);
  expect(words).not.toMatch(/[nµm]?S\b/);
});

test("small weights keep their digits, conductances are in nS on pages", () => {
  expect([stateValue(2e-6, "1"), pageValue(2e-6, "1"), pageValue(12345, "1")]).toEqual([
    "0.000002",
    "0.000002",
    "12,345",
  ]);
  expect([stateValue(2e-6), pageValue(2e-6)]).toEqual(["2 µS", "2,000 nS"]);
});

/** What sweeps of simulations are compared by. */
import { expect, test } from "vitest";
import type { SweepBlock } from "../../src/config/schema/sweep.js";
import { problemsOfBlock } from "../../src/sweep/checks.js";
import { measureName } from "../../src/sweep/compared.js";

const document = {
  network: {
    populations: { input: {}, exc: {} },
    projections: { learns: { synapse: "eis" }, fixed: {} },
  },
};
const block = (more: Partial<SweepBlock>) =>
  ({
    seeds: 1,
    design: "grid",
    axes: { x: { path: "duration", values: ["1 s", "2 s"] } },
    ...more,
  }) as unknown as SweepBlock;
const problems = (more: Partial<SweepBlock>) =>
  problemsOfBlock(block(more), "simulate", [], document).map((p) => p.message);

test("accuracies go by their short names, all else by its own", () => {
  expect(measureName("classMean")).toBe("accuracy.classMean");
  expect(measureName("spikes.exc")).toBe("spikes.exc");
});

test("a simulation is compared by what it measures, or by nothing", () => {
  for (const measure of ["classMean", "events", "spikes.exc", "conductance.learns", "cutWaveforms.learns"])
    expect(problems({ measure })).toEqual([]);
});

test("another name is refused with those that there are; so is a tolerance, which is of accuracies", () => {
  expect(problems({ measure: "spikes.exx" })[0]).toMatch(
    /"spikes\.exx" is not what runs of kind "simulate" are compared by; accepted: "events", "spikes\.input", "spikes\.exc", "conductance\.learns", .* \(did you mean "spikes\.exc"\?\)/,
  );
  expect(problems({ measure: "conductance.fixed" })).toHaveLength(1);
  const tolerance = { axis: "x", loss: 0.01, refine: 0 } as NonNullable<SweepBlock["tolerance"]>;
  expect(problems({ measure: "spikes.exc", tolerance }).join()).toMatch(
    /is of accuracies, and "spikes\.exc" is none/,
  );
});

import type { RunRow } from "../../src/dashboard/rows.js";

/** A finished classification, but for what is said of it. */
export function row(over: Partial<RunRow> = {}): RunRow {
  return {
    id: `runs/${over.name ?? "quickstart"}-${over.seed ?? "1"}`,
    type: "run",
    name: "quickstart",
    kind: "classify",
    seed: "1",
    state: "finished",
    started: "2026-01-02T03:04:05.000Z",
    seconds: 60,
    group: "g",
    headline: "accuracy.classMean",
    interval: [0.8, 0.9],
    measures: { "accuracy.classMean": 0.85, "energy.perImage": 200e-6 },
    ...over,
  };
}

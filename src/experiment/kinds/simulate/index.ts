import { formatQuantity } from "../../../core/units.js";
import { grouped } from "../../../core/written.js";
import { cutNotices, cutRows } from "../../cut-waveforms.js";
import { sourceNotices } from "../../encoding.js";
import { further } from "../../further-projections.js";
import type { Kind } from "../../kind.js";
import { plasticityRows } from "../../plasticity-checks.js";
import { allWiringArrays } from "../../sparse.js";
import { pageValue, type StateUnit, stateName } from "../../synapse-state.js";
import { code, type Row, sentence, type Text } from "../../text.js";
import { type SimulateFacts, simulateFacts, simulateFactsShape } from "./facts.js";
import { meanOfRows, simulateMeasures } from "./measures.js";
import { arraysOf } from "./names.js";
import { simulateNeeds } from "./needs.js";
import { checkWatched } from "./probes.js";
import type { SimulateMetrics, SimulateResult } from "./result.js";
import { runSimulate } from "./run.js";
import type { SimulateSpec } from "./spec.js";
import { simulateDetailsShape, simulateMetricsShape } from "./stored.js";
import { simulateSummary, slowRows } from "./summary.js";

export const simulate: Kind<SimulateSpec, SimulateResult, SimulateFacts> = {
  doc: "drive a network with generated spikes and watch it",
  run: runSimulate,
  outline: ({ duration, network }) => {
    const neurons = network.populations.reduce((sum, { size }) => sum + size, 0);
    return `${formatQuantity(duration, "s")} of ${grouped(neurons)} neurons and sources`;
  },
  needs: simulateNeeds,
  tryOut: checkWatched,
  notices: ({ sources, network, duration }) => sourceNotices(sources, network, duration),
  measures: simulateMeasures,
  compared: [],
  columns: [],
  summary: simulateSummary,
  page: {
    facts: simulateFacts,
    keyFigures,
    notices: ({ metrics, records }) => [
      ...cutNotices(metrics.cutWaveforms).map(sentence),
      ...onDisk(records, metrics.interrupted),
    ],
  },
  step: "tick",
  records: ({ records }) => records.flatMap((r) => (r.kind === "streamed" ? [] : [arraysOf(r)])),
  stored: { metrics: simulateMetricsShape, details: simulateDetailsShape, facts: simulateFactsShape },
  weights: {
    arrays: ["conductance"],
    shapes: ({ metrics, sparse, nPre, nPost }) => {
      const first = sparse?.[firstOf(metrics)];
      return [first ? [first.indices.length] : [nPre, nPost]];
    },
    further: ({ metrics, others, sparse }) => ({
      ...further(others),
      ...allWiringArrays(sparse, firstOf(metrics)),
    }),
  },
};

/** What was recorded to files of its own is not drawn. */
function onDisk(records: SimulateResult["records"], interrupted: boolean): Text[] {
  return records.flatMap((r) =>
    r.kind === "streamed"
      ? [
          sentence(
            `${r.record.kind} of ${r.record.of}: not drawn here; ${grouped(r.rows)} ${r.record.kind === "spikes" ? "spikes" : "samples"} are on disk${interrupted ? " so far" : ` in records/${r.arrays.join(".npy and records/")}.npy`}`,
          ),
        ]
      : [],
  );
}

/** Name of the plastic projection whose conductances are "conductance". */
function firstOf({ conductance }: SimulateMetrics): string {
  return Object.keys(conductance)[0] ?? "";
}

function keyFigures(m: SimulateMetrics, { tick }: SimulateFacts): Row[] {
  const meanOf = (values: readonly (number | null)[], unit: StateUnit | undefined) =>
    pageValue(meanOfRows(values), unit);
  return [
    [
      "simulated time",
      `${formatQuantity(m.duration, "s")} in ${grouped(m.ticks)} ticks of ${formatQuantity(tick, "s")}`,
    ],
    ["events", `${grouped(m.events)}, taking ${grouped(m.seconds)} s`],
    ...Object.entries(m.spikes).map(([name, n]): Row => [`spikes of ${name}`, grouped(n)]),
    ...Object.entries(m.conductance).map(
      ([name, { start, end, unit }]): Row => [
        `mean ${stateName(unit)} of ${name}`,
        `${meanOf(start, unit)} at the start, ${meanOf(end, unit)} at the end (${grouped(end.length)} source neurons)`,
      ],
    ),
    ...cutRows(m.cutWaveforms),
    ...plasticityRows(m.plasticityChecks),
    ...slowRows(m.inTypeScript),
    ["seed", [code(m.seed)]],
    ["weights", ["sha256 ", code(m.weightsSha256)]],
  ];
}

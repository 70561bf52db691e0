import type { CutCounts } from "../../cut-waveforms.js";
import type { PlasticityChecks } from "../../plasticity-checks.js";
import type { SparseWiring } from "../../sparse.js";
import type { StateUnit } from "../../synapse-state.js";

/** What one probe of a simulate run saw. Times in s. */
export type ProbeRecord =
  | { kind: "spikes"; of: string; size: number; time: Float64Array; index: Int32Array }
  | { kind: "counts"; of: string; counts: Int32Array }
  | {
      kind: "rate";
      of: string;
      /** Length of a bin, s; the last one may be cut short. */
      every: number;
      /** Where each bin begins. */
      time: Float64Array /** Hz, of a neuron in the mean */;
      value: Float64Array;
    }
  | {
      kind: "histogram";
      of: string;
      unit?: StateUnit;
      /** Of the bins, in `unit`: one more than there are bins. */
      edges: Float64Array;
      time: Float64Array /** synapses, [sample][bin] */;
      value: Float64Array;
    }
  | {
      kind: "voltage";
      of: string;
      neurons: number[];
      time: Float64Array /** V, [sample][neuron] */;
      value: Float64Array;
    }
  | {
      kind: "conductance";
      of: string;
      nPre: number;
      nPost: number;
      /** Where not every synapse exists: those of row i are values first[i] .. first[i + 1] - 1 of a sample. */
      first?: Int32Array;
      /** Absent in results of before others than siemens were told apart. */
      unit?: StateUnit;
      time: Float64Array /** in `unit`, [sample][synapse], row after row: [sample][pre][post] where every synapse exists */;
      value: Float64Array;
    }
  | {
      kind: "state";
      of: string;
      variable: string;
      unit: string;
      /** Values of one sample. */
      width: number;
      /** Whose they are, where not all neurons were asked for. */
      neurons?: number[];
      time: Float64Array /** [sample][value], in `unit` */;
      value: Float64Array;
    };

export interface SimulateMetrics {
  kind: "simulate";
  duration: number;
  ticks: number;
  events: number;
  seconds: number;
  /** Spikes per population. */
  spikes: Record<string, number>;
  /**
   * Per plastic projection: mean conductance, or weight where they are numbers, of each source neuron's synapses at start
   * and end, in `unit`; null: it has none.
   */
  conductance: Record<string, { start: (number | null)[]; end: (number | null)[]; unit?: StateUnit }>;
  /** Post waveforms of each plastic projection, and those that the neuron's next spike cut short. Absent in older results. */
  cutWaveforms?: CutCounts;
  /** Fast plasticity against full order, by projection; without those whose form is exact. Absent in older results. */
  plasticityChecks?: PlasticityChecks;
  weightsSha256: string;
  seed: string;
  interrupted: boolean;
  /** Gate voltages beyond the rates that were given, in words. */
  extrapolation?: string[];
}

/** What a simulate run gives. */
export interface SimulateResult {
  /** Kind of the experiment. */
  kind: "simulate";
  /** Its numbers: what metrics.json holds. */
  metrics: SimulateMetrics;
  /** What the probes saw, in the order of the spec. */
  records: ProbeRecord[];
  /** First plastic projection's final state, row after row: [pre][post] where every synapse exists; empty without one. */
  conductance: Float32Array;
  /** Siemens where absent. */
  conductanceUnit?: StateUnit;
  /** The same of further plastic projections, by name; absent where there are none. */
  others?: Record<string, Float32Array>;
  /** Wiring of the plastic projections in which not every synapse exists, by name. */
  sparse?: Record<string, SparseWiring>;
  /** Inputs of the first plastic projection; 0 where there is none. */
  nPre: number;
  /** Neurons that the first plastic projection leads to; 0 where there is none. */
  nPost: number;
}

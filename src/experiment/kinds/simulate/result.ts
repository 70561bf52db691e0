import type { CutCounts } from "../../cut-waveforms.js";
import type { PlasticityChecks } from "../../plasticity-checks.js";
import type { SparseWiring } from "../../sparse.js";
import type { StateUnit } from "../../synapse-state.js";

/** What one probe of a simulate run saw. Times in s. */
export type ProbeRecord = HeldRecord | StreamedRecord;

/** A recording in files of its own, records/<array>.npy in the run folder: of a probe with `keep: disk`. */
export interface StreamedRecord {
  /** Kind of the record. */
  kind: "streamed";
  /** What was recorded, with arrays of no rows where they are on disk. */
  record: HeldRecord;
  /** Rows on disk: spikes or samples. */
  rows: number;
  /** Names of the arrays: times first, then neurons or values. */
  arrays: string[];
}

/** A recording that is part of the result. */
export type HeldRecord =
  | {
      /** Kind of the probe. */
      kind: "spikes";
      /** Name of the population or projection that was watched. */
      of: string;
      /** Neurons of the population. */
      size: number;
      /** Times of spikes or samples, s. */
      time: Float64Array;
      /** Neuron of each spike. */
      index: Int32Array;
    }
  | {
      /** Kind of the probe. */
      kind: "counts";
      /** Name of the population or projection that was watched. */
      of: string;
      /** Spikes of each neuron. */
      counts: Int32Array;
    }
  | {
      /** Kind of the probe. */
      kind: "rate";
      /** Name of the population or projection that was watched. */
      of: string;
      /** Length of a bin, s; the last one may be cut short. */
      every: number;
      /** Where each bin begins. */
      time: Float64Array;
      /** Values: Hz, of a neuron in the mean. */
      value: Float64Array;
    }
  | {
      /** Kind of the probe. */
      kind: "histogram";
      /** Name of the population or projection that was watched. */
      of: string;
      /** Unit of the states; siemens where absent. */
      unit?: StateUnit;
      /** Of the bins, in `unit`: one more than there are bins. */
      edges: Float64Array;
      /** Times of spikes or samples, s. */
      time: Float64Array;
      /** Values: synapses, [sample][bin]. */
      value: Float64Array;
    }
  | {
      /** Kind of the probe. */
      kind: "voltage";
      /** Name of the population or projection that was watched. */
      of: string;
      /** Neurons that were watched. */
      neurons: number[];
      /** Times of spikes or samples, s. */
      time: Float64Array;
      /** Values: V, [sample][neuron]. */
      value: Float64Array;
    }
  | {
      /** Kind of the probe. */
      kind: "conductance";
      /** Name of the population or projection that was watched. */
      of: string;
      /** Inputs of the projection. */
      nPre: number;
      /** Neurons that it leads to. */
      nPost: number;
      /** Where not every synapse exists: those of row i are values first[i] .. first[i + 1] - 1 of a sample. */
      first?: Int32Array;
      /** Absent in results of before others than siemens were told apart. */
      unit?: StateUnit;
      /** Times of spikes or samples, s. */
      time: Float64Array;
      /** Values: in `unit`, [sample][synapse], row after row: [sample][pre][post] where every synapse exists. */
      value: Float64Array;
    }
  | {
      /** Kind of the probe. */
      kind: "state";
      /** Name of the population or projection that was watched. */
      of: string;
      /** Name of the state variable. */
      variable: string;
      /** Unit of the states; siemens where absent. */
      unit: string;
      /** Values of one sample. */
      width: number;
      /** Whose they are, where not all neurons were asked for. */
      neurons?: number[];
      /** Times of spikes or samples, s. */
      time: Float64Array;
      /** Values: [sample][value], in `unit`. */
      value: Float64Array;
    };

/** metrics.json of a simulate run. */
export interface SimulateMetrics {
  /** Kind of the experiment. */
  kind: "simulate";
  /** Simulated time, s. */
  duration: number;
  /** Ticks simulated. */
  ticks: number;
  /** Ticks at which something happened. */
  events: number;
  /** Wall-clock time of the run, s. */
  seconds: number;
  /** Spikes per population. */
  spikes: Record<string, number>;
  /**
   * Per plastic projection: mean conductance, or weight where they are numbers, of each source neuron's synapses at start
   * and end, in `unit`; null: it has none.
   */
  conductance: Record<
    string,
    {
      /** At the start. */
      start: (number | null)[];
      /** At the end. */
      end: (number | null)[];
      /** Unit of both; siemens where absent. */
      unit?: StateUnit;
    }
  >;
  /** Post waveforms of each plastic projection, and those that the neuron's next spike cut short. Absent in older results. */
  cutWaveforms?: CutCounts;
  /** Fast plasticity against full order, by projection; without those whose form is exact. Absent in older results. */
  plasticityChecks?: PlasticityChecks;
  /** Populations and plastic projections for which there is no compiled kernel, where there are such. */
  inTypeScript?: string[];
  /** Threads that shared the work of a tick, where there were several: no other number depends on it. */
  threads?: number;
  /** In which part of the ticks since the run was begun or resumed, 0..1: the clock says where that pays. */
  sharedPart?: number;
  /** sha256 (hex) of the final conductances: equal where two runs end in the same bits. */
  weightsSha256: string;
  /** Name of the run's random streams. */
  seed: string;
  /** Whether the run was stopped before its end. */
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

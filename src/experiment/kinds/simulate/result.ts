/** What one probe of a simulate run saw. Times in s. */
export type ProbeRecord =
  | { kind: "spikes"; of: string; size: number; time: Float64Array; index: Int32Array }
  | { kind: "counts"; of: string; counts: Int32Array }
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
      time: Float64Array /** S, [sample][pre][post] */;
      value: Float64Array;
    }
  | {
      kind: "state";
      of: string;
      variable: string;
      unit: string;
      /** Values of one sample. */
      width: number;
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
  /** Per plastic projection: mean conductance (S) of each source neuron's synapses at start and end. */
  conductance: Record<string, { start: number[]; end: number[] }>;
  weightsSha256: string;
  seed: string;
  interrupted: boolean;
}

export interface SimulateResult {
  kind: "simulate";
  metrics: SimulateMetrics;
  records: ProbeRecord[];
  /** First plastic projection's final state, [pre][post] unpadded, S; empty without one. */
  conductance: Float32Array;
  /** The same of further plastic projections, by name; absent where there are none. */
  others?: Record<string, Float32Array>;
  nPre: number;
  nPost: number;
}

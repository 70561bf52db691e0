import type { CutCounts } from "../../cut-waveforms.js";
import type { Panel } from "../../panel.js";
import type { PlasticityChecks } from "../../plasticity-checks.js";
import type { StateUnit } from "../../synapse-state.js";

type Interval = [low: number, high: number];

/** metrics.json of a choice run. */
export interface ChoiceMetrics {
  /** Kind of the experiment. */
  kind: "choice";
  /** Trials that were done. */
  trials: number;
  /** Trials in which no neuron fired: counted as wrong. */
  omissions: number;
  /** What the signal depended on. */
  follows: string;
  /** Fractions of right choices: in the last trials of the run, in the last ones before the reversal, in all. */
  accuracy: {
    /** In the last trials of the run. */
    final: number;
    /** In the last trials before the reversal; null where there is none. */
    beforeReversal: number | null;
    /** In all trials. */
    all: number;
  };
  /** 95 % Wilson intervals of this one run's trials. */
  accuracyCI95: {
    /** In the last trials of the run. */
    final: Interval;
    /** In the last trials before the reversal; null where there is none. */
    beforeReversal: Interval | null;
    /** In all trials. */
    all: Interval;
  };
  /** Trials that `final` and `beforeReversal` are taken from. */
  window: {
    /** Trials at the end of the run. */
    final: number;
    /** Trials before the reversal. */
    beforeReversal: number;
  };
  /** First trial of the reversed contingency; null where there is none. */
  reversal: number | null;
  /** Accuracy of guessing, a fraction. */
  chance: number;
  /** Mean of the signal after choices. */
  meanSignal: number;
  /** Mean time from stimulus to first spike, s; null where no neuron fired. */
  latency: number | null;
  /**
   * Mean conductance, or weight where they are numbers, of the synapses from each stimulus' inputs to each choice's neurons,
   * in `unit`, [stimulus][choice].
   */
  conductance: {
    /** Before the first trial. */
    start: number[][];
    /** After the last trial. */
    end: number[][];
    /** Unit of both; siemens where absent. */
    unit?: StateUnit;
  };
  /** Means per trial. */
  inputSpikesPerTrial: number;
  /** Spikes of the population that chooses, mean per trial. */
  choiceSpikesPerTrial: number;
  /** Wall-clock time of the run, s. */
  seconds: number;
  /** Post waveforms of each plastic projection, and those that the neuron's next spike cut short. Absent in older results. */
  cutWaveforms?: CutCounts;
  /** Fast plasticity against full order, by projection; without those whose form is exact. Absent in older results. */
  plasticityChecks?: PlasticityChecks;
  /** sha256 (hex) of the final conductances: equal where two runs end in the same bits. */
  weightsSha256: string;
  /** Name of the run's random streams. */
  seed: string;
  /** Whether the run was stopped before its last trial. */
  interrupted: boolean;
  /** Gate voltages beyond the rates that were given, in words. */
  extrapolation?: string[];
}

/** What happened, trial by trial. */
export interface Trials {
  /** The stimulus shown. */
  stimulus: Int32Array;
  /** -1: none. */
  choice: Int32Array;
  /** 1 where the choice was the right one. */
  right: Int32Array;
  /** Value of the signal after the choice. */
  signal: Float64Array;
  /** Time to the first spike of the population that chooses, s; NaN: none. */
  latency: Float64Array;
  /** After the trial: mean conductances or weights, in their unit, [trial][stimulus][choice]. */
  conductance: Float64Array;
}

/** What a choice run gives. */
export interface ChoiceResult {
  /** Kind of the experiment. */
  kind: "choice";
  /** Its numbers: what metrics.json holds. */
  metrics: ChoiceMetrics;
  /** What happened, trial by trial. */
  trials: Trials;
  /** The report's curves, as data. */
  panels: readonly Panel[];
  /** [pre][post] unpadded. */
  conductance: Float32Array;
  /** Siemens where absent. */
  conductanceUnit?: StateUnit;
  /** Inputs of the plastic projection. */
  nPre: number;
  /** Neurons that the plastic projection leads to. */
  nPost: number;
  /** The same of further plastic projections, by name; absent where there are none. */
  others?: Record<string, Float32Array>;
}

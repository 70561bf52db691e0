/** What has happened in the trials so far; what follows of a run depends on it only through what the network has learned. */
import { anyArrayOf, type Saved, SavedError } from "../../../core/saved.js";
import { checkedNumber, count } from "../../../core/saved-values.js";
import type { Trials } from "./result.js";

export interface Trial {
  readonly stimulus: number;
  /** -1: none. */
  readonly choice: number;
  readonly right: boolean;
  /** Value of the signal after the choice. */
  readonly signal: number;
  /** s; NaN: no spike. */
  readonly latency: number;
  readonly inputSpikes: number;
  readonly choiceSpikes: number;
}

export class TrialLog {
  done = 0;
  inputSpikes = 0;
  choiceSpikes = 0;
  private readonly all: Trials;

  /** @param pairs  stimuli times choices */
  constructor(
    trials: number,
    private readonly pairs: number,
  ) {
    this.all = {
      stimulus: new Int32Array(trials),
      choice: new Int32Array(trials),
      right: new Int32Array(trials),
      signal: new Float64Array(trials),
      latency: new Float64Array(trials),
      conductance: new Float64Array(trials * pairs),
    };
  }

  /** @param conductance  S, [stimulus][choice], after the trial */
  add(trial: Trial, conductance: readonly number[]): void {
    const k = this.done++;
    this.all.stimulus[k] = trial.stimulus;
    this.all.choice[k] = trial.choice;
    this.all.right[k] = trial.right ? 1 : 0;
    this.all.signal[k] = trial.signal;
    this.all.latency[k] = trial.latency;
    this.all.conductance.set(conductance, k * this.pairs);
    this.inputSpikes += trial.inputSpikes;
    this.choiceSpikes += trial.choiceSpikes;
  }

  /** Right choices in trials from .. to-1. */
  right(from: number, to: number): number {
    let count = 0;
    for (let k = from; k < to; k++) count += this.all.right[k]!;
    return count;
  }

  /** Of the trials that were done. */
  trials(): Trials {
    const { done, pairs, all } = this;
    return {
      stimulus: all.stimulus.slice(0, done),
      choice: all.choice.slice(0, done),
      right: all.right.slice(0, done),
      signal: all.signal.slice(0, done),
      latency: all.latency.slice(0, done),
      conductance: all.conductance.slice(0, done * pairs),
    };
  }

  save(): Saved {
    const { done, inputSpikes, choiceSpikes } = this;
    return { numbers: { done, inputSpikes, choiceSpikes }, arrays: { ...this.trials() } };
  }

  /** @throws SavedError where what was saved is not of such a run */
  restore(saved: Saved): void {
    const done = checkedNumber(saved, "done", count);
    for (const [name, array] of Object.entries(this.all)) {
      const before = anyArrayOf(saved, name);
      if (before.length !== done * (name === "conductance" ? this.pairs : 1) || before.length > array.length)
        throw new SavedError(`array "${name}" has ${before.length} values after ${done} trials`);
      array.set(before);
    }
    this.done = done;
    this.inputSpikes = checkedNumber(saved, "inputSpikes", count);
    this.choiceSpikes = checkedNumber(saved, "choiceSpikes", count);
  }
}

/**
 * Currents into the neurons of a population: a constant, steps and noise, set after the update of a tick for the time up to
 * the next. Noise has a stream of its own for each tick; its present value is state.
 */
import { perNeuron } from "../core/declared.js";
import type { StateVariable } from "../core/state.js";
import type { CurrentInput, Population } from "../network/build.js";

export class CurrentDrive {
  /** Of all neurons, at present; what is not noisy only changes with it. */
  private step: number | undefined;

  /** @param current  of the neurons at present: it may move */
  constructor(
    private readonly input: CurrentInput,
    private readonly current: () => Float64Array,
  ) {}

  /** Sets the current from `tick` on. */
  apply(tick: number): void {
    const { constant, steps, noise } = this.input;
    const current = this.current();
    let step = 0;
    for (const s of steps) if (s.tick <= tick) step = s.current;
    if (!noise) {
      if (step === this.step && current[0] === constant[0]! + step) return;
      this.step = step;
      for (let i = 0; i < current.length; i++) current[i] = constant[i]! + step;
      return;
    }
    const { x, keep, sd } = noise;
    const random = noise.random.split(tick);
    for (let i = 0; i < current.length; i++) {
      // At tick 0 it is what it was drawn to be.
      if (tick > 0) x[i] = keep * x[i]! + sd * random.normal();
      current[i] = constant[i]! + step + x[i]!;
    }
  }
}

/** What checkpoints keep of a population's current, and probes see. */
export function currentState({ current, neurons }: Population): StateVariable[] {
  if (!current) return [];
  const { noise } = current;
  return [
    perNeuron("current", "V", () => neurons!.current!, "current into each neuron until the next tick"),
    ...(noise ? [perNeuron("noise", "V", noise.x, "what noise adds to the current")] : []),
  ];
}

/** A form with a shadow check beside it, which sees the same events on a sample of the synapses. */
import type { Compiled } from "../../core/compiled.js";
import type { Saved } from "../../core/saved.js";
import { type StateVariable, within } from "../../core/state.js";
import type { DisturbLedger, PlasticityCheck } from "../model.js";
import type { FusedForm, SynapseForm, Voltages } from "./model.js";
import type { ShadowCheck } from "./shadow-check.js";

/** @param form  without copies of the conductances, whose alphas are constant */
export function shadowed(form: SynapseForm, shadow: ShadowCheck): SynapseForm {
  return new Shadowed(form, shadow);
}

class Shadowed implements SynapseForm {
  readonly variables: readonly StateVariable[];

  constructor(
    private readonly form: SynapseForm,
    private readonly shadow: ShadowCheck,
  ) {
    this.variables = [...form.variables, ...within("shadow", shadow.variables)];
  }

  get disturb(): DisturbLedger {
    return this.form.disturb;
  }

  preStart(i: number, tick: number): void {
    this.form.preStart(i, tick);
    this.shadow.preStart(i, tick);
  }

  postStart(j: number, tick: number, event: number): void {
    this.form.postStart(j, tick, event);
    this.shadow.postStart(j, tick, event);
  }

  nextTick(): number {
    return this.form.nextTick();
  }

  settle(tick: number): void {
    this.form.settle(tick);
  }

  finish(tick: number): void {
    this.form.finish(tick);
    this.shadow.finish(tick);
  }

  skip(tick: number): void {
    this.form.skip(tick);
    this.shadow.skip(tick);
  }

  flush(): void {
    this.form.flush();
  }

  setVoltages(voltages: Voltages): void {
    this.form.setVoltages(voltages);
    this.shadow.setVoltages(voltages);
  }

  overwrite(change: (g: number, at: number) => number): void {
    this.shadow.overwrite(change);
  }

  moveTo(compiled: Compiled, use: (state: Float32Array) => void): void {
    this.form.moveTo?.(compiled, use);
  }

  get isCompiled(): boolean {
    return this.form.isCompiled ?? false;
  }

  check(state: ArrayLike<number>): PlasticityCheck {
    return this.shadow.compare(state);
  }

  fused(): FusedForm | string {
    const fused = this.form.fused();
    return typeof fused === "string" ? fused : { ...fused, follower: this.shadow };
  }

  checkSaved(saved: Saved): void {
    this.form.checkSaved?.(saved);
  }
}

/**
 * lif-cond neurons with a current into the membrane, relative to the leak: tauM dv/dt = … + current. Steps are those of
 * `lif-cond-neurons.ts`, to the same bits where the current is 0, with current beside vRest; no other kernel makes them.
 */
import { LifCond } from "./lif-cond-neurons.js";
import type { SpikeBuffer } from "./model.js";

const f = Math.fround;

export class DrivenLifCond extends LifCond {
  readonly current: Float64Array;

  constructor(...given: ConstructorParameters<typeof LifCond>) {
    super(...given);
    this.current = new Float64Array(this.n);
  }

  /** Stays: its steps have no other kernel. */
  override moveTo(): void {}

  protected override step(spikes: SpikeBuffer): void {
    const { n, v, gE, gI, refractoryLeft, theta, decayE, decayI, a, current } = this;
    const [inE, inI] = this.input;
    const { vRest } = this.p;
    const [vThreshold, eExc, eInh] = [f(this.p.vThreshold), f(this.p.eExc), f(this.p.eInh)];
    const { flushBelow, winner } = this.lifCond;
    const places = this.placeWinners;
    const flush = this.flushes();
    let count = 0;
    let best = 0;
    for (let i = 0; i < n; i++) {
      const [beforeE, beforeI] = [gE[i]!, gI[i]!];
      const e = f((flush && beforeE < flushBelow ? 0 : f(beforeE * decayE)) + inE[i]!);
      const h = f((flush && beforeI < flushBelow ? 0 : f(beforeI * decayI)) + inI[i]!);
      [gE[i], gI[i], inE[i], inI[i]] = [e, h, 0, 0];
      if (refractoryLeft[i]! > 0) {
        refractoryLeft[i] = refractoryLeft[i]! - 1;
        continue;
      }
      const input = f(f(f(vRest + current[i]!) + f(e * eExc)) + f(h * eInh));
      const load = f(f(1 + f(a * f(1 + h))) + f(a * e));
      const now = f(f(v[i]! + f(a * input)) / load);
      v[i] = now;
      const threshold = f(vThreshold + theta[i]!);
      if (!(now > threshold)) continue;
      const excess = f(now - threshold);
      if (winner === "all") spikes.index[count++] = i;
      else if (places) count = places.offer(i, excess, spikes.index, count);
      else if (count === 0 || excess > best) {
        [best, spikes.index[0], count] = [excess, i, 1];
      }
    }
    places?.clear(spikes.index, count);
    spikes.count = count;
  }
}

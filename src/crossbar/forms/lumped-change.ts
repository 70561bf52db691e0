/**
 * What integrals P and D do to synapses in the lumped form: potentiation first, then depression. Linear soft bounds go
 * through the kernels in single precision, any others through the device's own solution.
 */
import type { Compiled } from "../../core/compiled.js";
import type { Wiring } from "../../core/connectivity/index.js";
import { type Device, isLinear } from "../../core/device/model.js";
import { depress, potentiate, stateFactor } from "../../core/device/state.js";
import type { DeviceGains } from "../gains.js";
import {
  type ColumnChange,
  changeColumn,
  changeRow,
  changeSparseColumn,
  type OwnBounds,
} from "../kernels/reference.js";
import type { DisturbLedger } from "../model.js";
import { ownDevice, rangedGains } from "../nonideal/range.js";
import type { Variation } from "../variation.js";
import type { CompiledLumped } from "./compiled-lumped.js";

export class LumpedChange {
  /** exp(-x) is taken per synapse in the linear soft case. */
  readonly linear: boolean;
  /** In the linear case with what own bounds change of the distances to G0. */
  readonly gains: DeviceGains | undefined;
  /** What a compiled kernel does of it. */
  compiled: CompiledLumped | undefined;
  readonly own: OwnBounds | undefined;
  private readonly deviceAt: (at: number) => Device;

  constructor(
    private readonly wiring: Wiring,
    public state: Float32Array,
    readonly device: Device,
    variation: Variation,
    private readonly disturb: DisturbLedger,
  ) {
    this.linear = isLinear(device);
    this.own = variation.range;
    this.gains = this.linear ? rangedGains(variation.gains, variation.range, device) : variation.gains;
    this.deviceAt = ownDevice(device, variation.range);
  }

  /** State, gains and bounds move to where compiled kernels work. @param use  is given the state that holds from now on */
  moveTo(compiled: Compiled, use: (state: Float32Array) => void): void {
    compiled.move(this.state, (state) => {
      this.state = state;
      use(state);
    });
    if (this.gains) movePair(this.gains, "up", "down", compiled);
    if (this.own) movePair(this.own, "low", "high", compiled);
  }

  /** V_pre alone on row i, booked as such. @param p, d  integrals, S */
  row(i: number, p: number, d: number): void {
    const { wiring, state, device, gains, own, disturb } = this;
    const begin = wiring.rowStart(i);
    const end = wiring.rowEnd(i);
    if (this.compiled) {
      disturb.lonePre += this.compiled.changeRow(i, p, d);
      return;
    }
    if (this.linear) {
      disturb.lonePre += changeRow(state, begin, end - begin, p, d, device, gains, own);
      return;
    }
    for (let at = begin; at < end; at++) {
      disturb.lonePre += Math.abs(this.up(at) * p - this.down(at) * d);
      state[at] = this.solve(at, p, d, 1);
    }
  }

  /** One post event on column j. */
  column(j: number, change: ColumnChange): void {
    const { wiring, state, device, gains, own } = this;
    if (!this.linear) this.columnAnyBounds(j, change);
    else if (wiring.form === "dense")
      changeColumn(state, wiring.stride, j, wiring.nPre, change, device, gains, own);
    else changeSparseColumn(state, wiring, j, change, device, gains, own);
  }

  private columnAnyBounds(j: number, { p, d, factor }: ColumnChange): void {
    const { wiring, state } = this;
    for (let k = 0, n = wiring.inDegree(j); k < n; k++) {
      const at = wiring.memberPosition(j, k);
      state[at] = this.solve(at, p[k]!, d[k]!, factor[k]!);
    }
  }

  /** Potentiation of G per siemens of integral, to first order, before an event's factor. */
  up(at: number): number {
    const gain = this.gains ? this.gains.up[at]! : 1;
    const gMax = this.own ? this.own.high[at]! : this.device.gMax;
    const { g0 } = this.device;
    const g = this.state[at]!;
    if (!this.linear) return gain * this.limit((gMax - g) / (gMax - g0), 1);
    const f = Math.fround;
    // Own distances to G0 are in the gains.
    return f(f(f(f(gMax) - g) * f(1 / (this.device.gMax - g0))) * gain);
  }

  /** Depression, likewise. */
  down(at: number): number {
    const gain = this.gains ? this.gains.down[at]! : 1;
    const gMin = this.own ? this.own.low[at]! : this.device.gMin;
    const { g0 } = this.device;
    const g = this.state[at]!;
    if (!this.linear) return gain * this.limit((g - gMin) / (g0 - gMin), -1);
    const f = Math.fround;
    return f(f(f(g - f(gMin)) * f(1 / (g0 - this.device.gMin))) * gain);
  }

  /** State factor f± of a distance to a bound in units of the reference distance. */
  private limit(u: number, sign: 1 | -1): number {
    return this.device.bounds === "hard" ? 1 : stateFactor(this.device, sign, u);
  }

  /** One synapse, any bounds: P first, then D. */
  private solve(at: number, p: number, d: number, factor: number): number {
    const up = factor * (this.gains ? this.gains.up[at]! : 1);
    const down = factor * (this.gains ? this.gains.down[at]! : 1);
    const device = this.deviceAt(at);
    return depress(device, potentiate(device, this.state[at]!, up * p), down * d);
  }
}

/** Moves two arrays of a holder, which may be one. */
function movePair<K extends string>(
  holder: { readonly [name in K]: Float32Array },
  first: K,
  second: K,
  compiled: Compiled,
): void {
  const arrays: { [name in K]: Float32Array } = holder;
  const same = holder[first] === holder[second];
  compiled.move(holder[first], (there) => {
    arrays[first] = there;
    if (same) arrays[second] = there;
  });
  if (same) return;
  compiled.move(holder[second], (there) => {
    arrays[second] = there;
  });
}

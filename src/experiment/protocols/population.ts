/**
 * Many devices that differ, under the same gate voltages: a crossbar whose rows are experiments (a delta_t each, say) and
 * whose columns are devices. A device's own V_oc is a voltage that its column gives at every gate.
 */
import type { Device } from "../../core/device/model.js";
import { type DeviceSpread, eventFactors, polarityFactors } from "../../core/device/variability.js";
import type { Random } from "../../core/random.js";
import { type DeviceFactors, drive } from "../../core/stdp/drive.js";
import type { Waveform } from "../../core/waveform/model.js";
import { type GateSlices, gateSlices } from "../../crossbar/kernels/slices.js";
import { TfjsKernel } from "../../crossbar/kernels/tfjs.js";
import type { Slicing } from "../../crossbar/slicing.js";

export interface Spread {
  /** Relative standard deviation of the rate between devices (lognormal, mean 1) and between events (normal, 0 at least). */
  readonly d2d: DeviceSpread;
  readonly c2c: number;
  /** Whether potentiation and depression of a device vary apart; they do where d2d has a number for each. */
  readonly independentPolarity: boolean;
  /** Standard deviation of V_oc between devices, V (normal). */
  readonly vOc: number;
}

export class DevicePopulation {
  /** Factors and V_oc's difference of each device. */
  readonly up: Float32Array;
  readonly down: Float32Array;
  readonly shift: Float32Array;
  private readonly rows: readonly GateSlices[];
  private readonly slices: number;
  private readonly kernel: TfjsKernel;
  private readonly events: readonly Random[];
  private readonly eventFactor: (z: number) => number;

  /**
   * @param gates  gate voltages, one per row
   * @param random  of what devices are; the same stream draws the same devices
   * @param events  of what happens to them
   */
  constructor(
    private readonly device: Device,
    private readonly gates: readonly Waveform[],
    readonly count: number,
    private readonly spread: Spread,
    { backend, tau }: Slicing,
    random: Random,
    events: Random,
  ) {
    const factors = polarityFactors(spread.d2d, spread.independentPolarity, random.split("d2d"));
    const offset = random.split("vOc");
    this.up = new Float32Array(count);
    this.down = new Float32Array(count);
    this.shift = new Float32Array(count);
    for (let c = 0; c < count; c++) {
      [this.up[c], this.down[c]] = factors();
      if (spread.vOc > 0) this.shift[c] = spread.vOc * offset.normal();
    }
    this.events = gates.map((_, r) => events.split(r));
    this.eventFactor = eventFactors(spread.c2c);
    this.rows = gates.map((gate) => gateSlices(gate, tau));
    this.slices = this.rows.reduce((longest, { volts }) => Math.max(longest, volts.length), 0);
    let most = 0;
    for (const s of this.shift) most = Math.max(most, Math.abs(s));
    let [low, high] = [0, 0];
    for (const { volts } of this.rows)
      for (const v of volts) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    this.kernel = new TfjsKernel(backend, device, low - most, high + most);
  }

  dispose(): void {
    this.kernel.dispose();
  }

  /**
   * Devices from .. to-1 go through each row's gate voltage once. c2c factors are drawn on: call with ascending devices.
   * @param g  conductances before, S, [device], or [row][device]
   * @returns  changes, S, and the c2c factors of the events, both [row][device]
   */
  change(g: Float32Array, from: number, to: number): { change: Float32Array; events: Float32Array } {
    const { slices, rows: all } = this;
    const rows = all.length;
    const columns = to - from;
    const rowVolts = new Float32Array(slices * rows);
    const width = new Float32Array(slices * rows);
    for (const [r, row] of all.entries())
      for (let k = 0; k < row.volts.length; k++) {
        rowVolts[k * rows + r] = row.volts[k]!;
        width[k * rows + r] = row.width[k]!;
      }
    const shifted = this.spread.vOc > 0;
    const columnVolts = new Float32Array(slices * (shifted ? columns : 1));
    if (shifted)
      for (let k = 0; k < slices; k++)
        for (let c = 0; c < columns; c++) columnVolts[k * columns + c] = -this.shift[from + c]!;
    const events = new Float32Array(rows * columns);
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++)
        events[r * columns + c] = this.spread.c2c > 0 ? this.eventFactor(this.events[r]!.normal()) : 1;
    const factors = (own: Float32Array) =>
      this.spread.c2c > 0 ? events.map((e, x) => e * own[from + (x % columns)]!) : own.subarray(from, to);
    const change = this.kernel.change({
      slices,
      rows,
      columns,
      rowVolts,
      columnVolts,
      width,
      g,
      up: factors(this.up),
      down: factors(this.down),
    });
    return { change, events };
  }

  /** Device c's change under row r by exact integration, S. @param event  c2c factor of the event */
  exact(g: number, r: number, c: number, event: number): number {
    const own: DeviceFactors = {
      up: event * this.up[c]!,
      down: event * this.down[c]!,
      shift: this.shift[c]!,
    };
    return drive(this.device, g, this.gates[r]!, own) - g;
  }
}

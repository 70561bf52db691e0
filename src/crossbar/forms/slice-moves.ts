/** Columns whose post events have ended go through their slices, in blocks of synapses that share voltages. */
import type { Wiring } from "../../core/connectivity/index.js";
import type { Device } from "../../core/device/model.js";
import type { SliceBlock, TfjsKernel } from "../kernels/tfjs.js";
import type { DisturbLedger } from "../model.js";
import { inCommonRange, ownDevice } from "../nonideal/range.js";
import type { PostEvent } from "../post-event.js";
import type { Variation } from "../variation.js";

/** Slices of an ended post event: their number, widths and the column's voltages. */
export type ColumnSlices = Pick<SliceBlock, "slices" | "width" | "columnVolts">;

export class SliceMoves {
  private readonly deviceAt: (at: number) => Device;

  constructor(
    private readonly wiring: Wiring,
    private readonly state: Float32Array | Float64Array,
    private readonly device: Device,
    private readonly variation: Variation,
    private readonly disturb: DisturbLedger,
  ) {
    this.deviceAt = ownDevice(device, variation.range);
  }

  /**
   * @param together  events of one start and end, whose columns have the same rows
   * @param running  V_pre of rows on which it ran meanwhile, V at the gate, [slice]
   * @param factor  on every change
   */
  through(
    together: readonly PostEvent[],
    running: ReadonlyMap<number, Float32Array>,
    column: ColumnSlices,
    kernel: TfjsKernel,
    factor: number,
  ): void {
    const { active, resting } = this.placesOf(together[0]!.column, running);
    const { slices } = column;
    const rowVolts = new Float32Array(slices * active.length);
    for (const [r, { volts }] of active.entries())
      for (let k = 0; k < slices; k++) rowVolts[k * active.length + r] = volts[k]!;
    this.disturb.pairs += active.length * together.length;
    const move = (volts: Float32Array, places: readonly number[], cause: "paired" | "lonePost") => {
      if (places.length > 0)
        this.moveBlock({ ...column, rowVolts: volts }, places, together, cause, kernel, factor);
    };
    // Rows at rest follow one course: their slices are shared.
    move(
      rowVolts,
      active.map(({ place }) => place),
      "paired",
    );
    move(new Float32Array(slices), resting, "lonePost");
  }

  /** Places within a column of the rows that run, in the order of their first starts, and of the others. */
  private placesOf(column: number, running: ReadonlyMap<number, Float32Array>) {
    const { wiring } = this;
    const places = new Map([...running.keys()].map((i) => [i, [] as number[]]));
    const resting: number[] = [];
    for (let k = 0, n = wiring.inDegree(column); k < n; k++)
      (places.get(wiring.memberRow(column, k)) ?? resting).push(k);
    const active = [...places].flatMap(([i, ofRow]) =>
      ofRow.map((place) => ({ place, volts: running.get(i)! })),
    );
    return { active, resting };
  }

  private moveBlock(
    block: ColumnSlices & Pick<SliceBlock, "rowVolts">,
    places: readonly number[],
    together: readonly PostEvent[],
    cause: "paired" | "lonePost",
    kernel: TfjsKernel,
    factor: number,
  ): void {
    const size = places.length * together.length;
    const position = new Int32Array(size);
    const g = new Float32Array(size);
    const up = new Float32Array(size);
    const down = new Float32Array(size);
    const scale = new Float64Array(size).fill(1);
    const { device, wiring } = this;
    const { gains, noise, range } = this.variation;
    for (const [r, place] of places.entries())
      for (const [c, { column, event }] of together.entries()) {
        const at = wiring.memberPosition(column, place);
        const x = r * together.length + c;
        const own = factor * noise.factor(event, wiring.memberRow(column, place));
        position[x] = at;
        g[x] = this.state[at]!;
        up[x] = own * (gains ? gains.up[at]! : 1);
        down[x] = own * (gains ? gains.down[at]! : 1);
        if (!range) continue;
        const common = inCommonRange(device, this.deviceAt(at));
        scale[x] = common.scale;
        g[x] = device.gMin + common.scale * (this.state[at]! - range.low[at]!);
        up[x]! *= common.up;
        down[x]! *= common.down;
      }
    const [rows, columns] = [places.length, together.length];
    const change = kernel.change({ ...block, rows, columns, g, up, down });
    for (let x = 0; x < size; x++) {
      const moved = change[x]! / scale[x]!;
      this.state[position[x]!]! += moved;
      this.disturb[cause] += Math.abs(moved);
    }
  }
}

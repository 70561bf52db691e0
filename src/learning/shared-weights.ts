/**
 * Weights that all places of a layer share, as in a convolution. No circuit does it: devices of different places hold values
 * of their own, and nothing here but arithmetic makes them equal, by their mean after every presentation. It says what tiled
 * devices would learn if they could exchange what they have learned.
 */
import { wholeRows } from "../core/connectivity/index.js";
import type { Neurons } from "../core/neuron/model.js";
import type { Crossbar } from "../crossbar/model.js";

/**
 * places: a feature has the same window everywhere. places-and-polarities: features f and f + F/2 of F have windows in which
 * both planes of the input (ON and OFF) are exchanged: one feature for both polarities of contrast.
 */
export const sharings = ["places", "places-and-polarities"] as const;
export type Sharing = (typeof sharings)[number];

export class SharedWeights {
  /** By position: which mean a synapse takes. */
  private readonly groupOf: Int32Array;
  private readonly sum: Float64Array;
  private readonly size: Float64Array;
  private readonly kinds: number;

  /**
   * @param crossbar  of windows of one size
   * @param neurons  that they lead to: their thresholds are shared too
   * @param places  rows times columns of those neurons
   * @throws RangeError where windows differ in size
   */
  constructor(
    private readonly crossbar: Crossbar,
    private readonly neurons: Neurons,
    private readonly places: number,
    sharing: Sharing,
  ) {
    const { wiring } = crossbar;
    const whole = wholeRows(wiring);
    const degree = whole.inDegree(0);
    const features = whole.nPost / places;
    const paired = sharing === "places-and-polarities";
    this.kinds = paired ? features / 2 : features;
    this.groupOf = new Int32Array(wiring.size);
    this.sum = new Float64Array(this.kinds * degree);
    this.size = new Float64Array(this.sum.length);
    for (let j = 0; j < whole.nPost; j++) {
      if (whole.inDegree(j) !== degree)
        throw new RangeError(`neurons 0 and ${j} see ${degree} and ${whole.inDegree(j)} inputs`);
      const feature = Math.floor(j / places);
      const kind = feature % this.kinds;
      // Members of a column ascend plane by plane: half of them further is the other plane.
      const turn = feature === kind ? 0 : degree / 2;
      for (let k = 0; k < degree; k++) {
        const position = whole.memberPosition(j, k);
        const group = kind * degree + ((k + turn) % degree);
        this.groupOf[wiring.split?.position[position] ?? position] = group;
        this.size[group]!++;
      }
    }
  }

  /** Between presentations. */
  apply(): void {
    const { crossbar, groupOf, sum, size } = this;
    const { state, wiring } = crossbar;
    sum.fill(0);
    for (let at = 0; at < wiring.size; at++) sum[groupOf[at]!]! += state[at]!;
    for (let group = 0; group < sum.length; group++) sum[group]! /= size[group]!;
    if (crossbar.overwrite) crossbar.overwrite((_, at) => sum[groupOf[at]!]!);
    else for (let at = 0; at < wiring.size; at++) state[at] = sum[groupOf[at]!]!;
    this.shareThresholds();
  }

  private shareThresholds(): void {
    const { places, kinds } = this;
    const { theta, n } = this.neurons;
    if (!theta) return;
    const mean = new Float64Array(kinds);
    for (let j = 0; j < n; j++) mean[Math.floor(j / places) % kinds]! += (theta[j]! * kinds) / n;
    for (let j = 0; j < n; j++) theta[j] = mean[Math.floor(j / places) % kinds]!;
  }
}

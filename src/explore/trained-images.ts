/** Which image a training shows when, as `src/experiment/kinds/classify/train.ts` orders them. */
import { trainedImages } from "../experiment/kinds/classify/frozen.js";
import type { ClassifySpec } from "../experiment/kinds/classify/spec.js";
import { masterStream } from "../seed.js";

export class TrainedImages {
  private readonly chosen: Uint32Array;
  private epoch = -1;
  private order: Uint32Array = new Uint32Array(0);

  constructor(private readonly spec: ClassifySpec) {
    this.chosen = trainedImages(spec);
  }

  /** @param k  images shown before it */
  shown(k: number): { label: number; pixels: Uint8Array } {
    const { spec, chosen } = this;
    const epoch = Math.floor(k / chosen.length);
    if (epoch !== this.epoch) {
      this.order = masterStream(spec.seed, "train", "order", epoch).permutation(chosen.length);
      this.epoch = epoch;
    }
    const { train } = spec.dataset;
    const at = chosen[this.order[k % chosen.length]!]!;
    const size = train.rows * train.cols;
    return { label: train.labels[at]!, pixels: train.pixels.subarray(at * size, (at + 1) * size) };
  }
}

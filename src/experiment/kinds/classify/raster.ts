import type { Random } from "../../../core/random.js";
import type { LabelledImages } from "../../../dataset/model.js";
import { pixelsOf } from "./pictures.js";
import type { Presenter } from "./presenter.js";
import type { Raster } from "./result.js";

/** Show picture `index` once, frozen and as long as in the test, and keep every spike of input and output for the report. */
export function recordRaster(
  presenter: Presenter,
  reset: boolean,
  images: LabelledImages,
  index: number,
  stream: Random,
): Raster {
  const { engine } = presenter;
  const seconds = engine.network.tick;
  const ticks = presenter.frozenTicks.test;
  const train = presenter.encode(presenter.pictures.of(images, index), ticks, 1, stream.split(0));
  const inputTime = Float64Array.from(train.tick.subarray(0, train.count), (x) => x * seconds);
  const inputIndex = train.index.slice(0, train.count);
  const outputTime: number[] = [];
  const outputIndex: number[] = [];
  engine.finish(true);
  const begin = engine.now;
  engine.onSpikes = (population, tick, spikes) => {
    if (population !== presenter.output) return;
    for (let s = 0; s < spikes.count; s++) {
      outputTime.push((tick - begin) * seconds);
      outputIndex.push(spikes.index[s]!);
    }
  };
  engine.readNoiseFrom?.(stream.split(0).split("read noise"));
  engine.run(ticks, new Map([[presenter.input, train]]));
  engine.finish(reset);
  engine.onSpikes = undefined;
  return {
    duration: ticks * seconds,
    inputTime,
    inputIndex,
    outputTime: Float64Array.from(outputTime),
    outputIndex: Int32Array.from(outputIndex),
    label: images.labels[index]!,
    pixels: pixelsOf(images, index).slice(),
  };
}

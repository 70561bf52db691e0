/** Receptive fields of all neurons as one small picture, drawn again and again while a run learns. */
import type { IndexedImage } from "../formats/png.js";
import { type Synapses, synapsesAsTheyLie } from "./fields.js";
import { ramp } from "./palette.js";

/** Neurons that are drawn. */
export const MOST_TILES = 400;
/** Shades, and the paper between tiles. */
const LEVELS = 63;
const PAPER = LEVELS;
/** Values that the ends of the scale are taken from: all of them need not be sorted for that. */
const SAMPLE = 4000;

export interface FieldTiles {
  readonly image: IndexedImage;
  /** What the lightest and the darkest shade stand for: from the least to the 99.5th percentile. */
  readonly low: number;
  readonly high: number;
}

/** @returns  undefined where the inputs are no picture */
export function fieldTiles(
  synapses: Synapses,
  front: Parameters<typeof synapsesAsTheyLie>[1],
): FieldTiles | undefined {
  const fields = synapsesAsTheyLie(synapses, front);
  if (!fields) return undefined;
  const tiles = Math.min(MOST_TILES, synapses.nPost);
  const { low, high } = ends(synapses.conductance);
  const across = Math.ceil(Math.sqrt(tiles));
  const down = Math.ceil(tiles / across);
  const [stepX, stepY] = [fields.cols + 1, fields.rows + 1];
  const [width, height] = [across * stepX - 1, down * stepY - 1];
  const pixels = new Uint8Array(width * height).fill(PAPER);
  const scale = (LEVELS - 1) / (high - low);
  for (let j = 0; j < tiles; j++) {
    const field = fields.of(j);
    const corner = Math.floor(j / across) * stepY * width + (j % across) * stepX;
    for (let y = 0; y < fields.rows; y++)
      for (let x = 0; x < fields.cols; x++) {
        const level = Math.round((field[y * fields.cols + x]! - low) * scale);
        pixels[corner + y * width + x] = level < 0 ? 0 : level > LEVELS - 1 ? LEVELS - 1 : level;
      }
  }
  return { image: { width, height, pixels, palette: PALETTE }, low, high };
}

const PALETTE = Uint8Array.from([
  ...Array.from({ length: LEVELS }, (_, k) => ramp(k / (LEVELS - 1))).flat(),
  255,
  255,
  255,
]);

function ends(values: Float32Array): { readonly low: number; readonly high: number } {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const sample = Float32Array.from(
    { length: Math.floor(values.length / step) },
    (_, k) => values[k * step]!,
  ).sort();
  const low = sample[0] ?? 0;
  const high = sample[Math.floor(0.995 * (sample.length - 1))] ?? 1;
  return { low, high: high > low ? high : low + Math.max(Math.abs(low), 1e-30) };
}

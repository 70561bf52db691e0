/**
 * Receptive fields that emerge while a network learns, as an animation: docs/learning.png of the quickstart's network. The
 * conductances are those of a run with its own devices and voltages; each synapse is drawn as the stroke that excites it.
 *
 *   npm run animation
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadExperiment, packageRoot } from "../src/node/config.js";
import { runExperiment } from "../src/node/run.js";
import type { IndexedImage } from "../src/report/formats/png.js";
import { ramp } from "../src/report/plots/palette.js";
import { encodeApng, type Frame } from "./apng.js";

/** Neurons in a square of so many a side; pixels of the picture for one of the data. */
const ACROSS = 7;
const SCALE = 2;
const SHADES = 14;
const PAPER = SHADES;
const INK = SHADES + 1;
/** The middle of a shade, so that noise within one does not make the file large. */
const PALETTE = Uint8Array.from([
  ...Array.from({ length: SHADES }, (_, k) => ramp(k / (SHADES - 1))).flat(),
  ...[255, 255, 255],
  ...[90, 90, 90],
]);
/** Share of the last picture's pixels that are lighter than the darkest shade. */
const BELOW_TOP = 0.99;
const SIDE = 28;
const IMAGES = 40_000;
/** Images between two looks, and those after which a picture is taken: often at first, when most changes. */
const EVERY = 100;
const TAKEN = [...Array(24).keys()].map((k) => Math.round((IMAGES / EVERY) * (k / 23) ** 2) * EVERY);

const { spec } = await loadExperiment(join(packageRoot, "experiments", "quickstart.yaml"), {
  set: [`train.images=${IMAGES}`, "label.images=100", "test.images=100"],
});
if (spec.kind !== "classify" || !spec.front?.end.draw) throw new Error("the quickstart draws no fields");
const { end } = spec.front;
const floor = spec.physics?.device.gMin ?? 0;
const looks: { readonly fields: Float32Array; readonly done: number }[] = [];
await runExperiment(spec, {
  observe: {
    every: EVERY,
    see({ done, synapses }) {
      if (!TAKEN.includes(done)) return;
      const plastic = synapses.get("feedforward")!;
      looks.push({ fields: fieldsOf((i, j) => plastic.conductance(i, j)), done });
    },
  },
});
const sorted = looks.at(-1)!.fields.toSorted();
const top = sorted[Math.floor(BELOW_TOP * sorted.length)]!;
const frames = looks.map(
  ({ fields, done }): Frame => ({
    image: picture(fields, done / IMAGES),
    seconds: done >= IMAGES ? 3 : 0.25,
  }),
);
const file = join(packageRoot, "docs", "learning.png");
const bytes = encodeApng(frames);
writeFileSync(file, bytes);
process.stdout.write(`${file}: ${frames.length} pictures, ${Math.round(bytes.length / 1000)} kB\n`);

/** What the synapses of the first neurons stand for in pixels, one field after the other. */
function fieldsOf(conductance: (i: number, j: number) => number): Float32Array {
  const fields = new Float32Array(ACROSS ** 2 * SIDE ** 2);
  const { planes, rows, cols } = end.shape;
  const column = new Float32Array(planes * rows * cols);
  for (let j = 0; j < ACROSS ** 2; j++) {
    for (let i = 0; i < column.length; i++) column[i] = Math.max(0, conductance(i, j) - floor);
    end.draw!(column, fields.subarray(j * SIDE ** 2, (j + 1) * SIDE ** 2));
  }
  return fields;
}

/** The fields, and below them how much of the training is done. */
function picture(fields: Float32Array, share: number): IndexedImage {
  const step = SIDE + 1;
  const across = ACROSS * step - 1;
  const small = new Uint8Array(across * (across + 4)).fill(PAPER);
  for (const [k, value] of fields.entries()) {
    const [j, i] = [Math.floor(k / SIDE ** 2), k % SIDE ** 2];
    const x = (j % ACROSS) * step + (i % SIDE);
    const y = Math.floor(j / ACROSS) * step + Math.floor(i / SIDE);
    const level = Math.round((value / top) * (SHADES - 1));
    small[y * across + x] = Math.max(0, Math.min(SHADES - 1, level));
  }
  for (const y of [across + 2, across + 3])
    for (let x = 0; x < Math.round(share * across); x++) small[y * across + x] = INK;
  const [width, height] = [SCALE * across, SCALE * (across + 4)];
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      pixels[y * width + x] = small[Math.floor(y / SCALE) * across + Math.floor(x / SCALE)]!;
  return { width, height, pixels, palette: PALETTE };
}

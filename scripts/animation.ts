/**
 * Receptive fields that emerge while a network learns, as an animation: docs/learning.png of the quickstart's network. The
 * conductances are those of a run with its own devices and voltages; nothing is drawn that it did not have.
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
/** S: the largest conductance that the scale shows; those above have its darkest shade. */
const TOP = 1.5e-6;
const IMAGES = 20_000;
/** Images between two looks, and those after which a picture is taken: often at first, when most changes. */
const EVERY = 100;
const TAKEN = [...Array(24).keys()].map((k) => Math.round((IMAGES / EVERY) * (k / 23) ** 2) * EVERY);

const { spec } = await loadExperiment(join(packageRoot, "experiments", "quickstart.yaml"), {
  set: [`train.images=${IMAGES}`, "label.images=100", "test.images=100"],
});
const frames: Frame[] = [];
await runExperiment(spec, {
  observe: {
    every: EVERY,
    see({ done, synapses }) {
      if (!TAKEN.includes(done)) return;
      const plastic = synapses.get("feedforward")!;
      const image = picture((i, j) => plastic.conductance(i, j), done / IMAGES);
      frames.push({ image, seconds: done >= IMAGES ? 3 : 0.25 });
    },
  },
});
const file = join(packageRoot, "docs", "learning.png");
const bytes = encodeApng(frames);
writeFileSync(file, bytes);
process.stdout.write(`${file}: ${frames.length} pictures, ${Math.round(bytes.length / 1000)} kB\n`);

/** Fields of the first neurons, and below them how much of the training is done. */
function picture(conductance: (i: number, j: number) => number, share: number): IndexedImage {
  const side = 28;
  const step = side + 1;
  const across = ACROSS * step - 1;
  const small = new Uint8Array(across * (across + 4)).fill(PAPER);
  for (let j = 0; j < ACROSS ** 2; j++)
    for (let i = 0; i < side ** 2; i++) {
      const x = (j % ACROSS) * step + (i % side);
      const y = Math.floor(j / ACROSS) * step + Math.floor(i / side);
      const level = Math.round((conductance(i, j) / TOP) * (SHADES - 1));
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

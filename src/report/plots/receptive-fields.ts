import type { ClassifyFacts } from "../../experiment/kinds/classify/facts.js";
import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { pngDataUri } from "../formats/png.js";
import { html, type Markup } from "../markup.js";
import { drawDigits } from "./digits.js";
import { plotOf } from "./model.js";
import { classColour, isLight, ramp, rgb } from "./palette.js";
import { conductanceUnit, grouped, largest } from "./scale.js";

/** Colours 0 .. LEVELS-1 are conductance; then paper, "no class", and the classes, which repeat after ten. */
const LEVELS = 200;
const PAPER = LEVELS;
const NO_CLASS = LEVELS + 1;
const CLASSES = LEVELS + 2;
const CLASS_COLOURS = 10;
const INK = CLASSES + CLASS_COLOURS;
/** Above this many neurons tiles are too small for a written class. */
const MAX_TITLED = 400;
/** Rows of a tile's title: 5 of digits and a margin. */
const TITLE = 7;

export const receptiveFields = plotOf<ClassifyResult, ClassifyFacts>(
  "every output neuron's synapses as a picture, in one mosaic sorted by the class the neuron answers to",
  ["rows", "cols", "label"],
  async (result, facts) => {
    const { nPre, nPost, rows, cols, classNames, label } = result;
    if (rows * cols !== nPre || nPost === 0) return null;
    const { low, high } = range(result, facts);
    const image = mosaic(result, low, high);
    const unit = result.conductanceUnit === "S" ? conductanceUnit(high) : { factor: 1, name: "" };
    const zoom = Math.max(1, Math.min(4, Math.floor(860 / image.width)));
    const what = unit.name === "" ? "weights" : "conductances";
    const written = (x: number) => `${grouped(x * unit.factor)} ${unit.name}`.trim();
    return {
      id: "receptive-fields",
      title: "Receptive fields",
      body: html`<div class="mosaic"><img src="${pngDataUri(image)}" width="${image.width * zoom}" alt="Mosaic of the ${what} of ${nPost} output neurons" class="${zoom > 1 ? "pixels" : "smooth"}">
      <div class="legend">${legend(classNames, label)}<span class="scale">${written(low)}${colourBar()}${written(high)}</span></div></div>`,
      caption: html`The ${what} of each of the ${grouped(nPost)} output neurons from the ${rows} × ${cols} inputs, sorted by
      the class the neuron answers most (frame${nPost <= MAX_TITLED ? " and number" : ""}; counts of neurons above).
      Shade: ${written(low)}${low === facts.physics?.gMin ? " (Gmin)" : ""} to ${written(high)}, linear;
      the top is the 99.9th percentile of all ${grouped(nPre * nPost)} synapses.`,
    };
  },
);

/** From the device's floor, where there is one, to the strongest synapses but for outliers. */
function range({ conductance }: ClassifyResult, { physics }: ClassifyFacts): { low: number; high: number } {
  const sorted = conductance.slice().sort();
  const high = sorted[Math.floor(0.999 * (sorted.length - 1))]!;
  const low = Math.min(physics?.gMin ?? 0, sorted[0]!);
  return { low, high: high > low ? high : low + Math.max(largest(sorted), 1e-30) };
}

function mosaic(result: ClassifyResult, low: number, high: number) {
  const { rows, cols, nPre, nPost, conductance, label } = result;
  const title = nPost <= MAX_TITLED ? TITLE : 0;
  const order = Array.from(label.keys()).sort((a, b) => rank(label[a]!) - rank(label[b]!) || a - b);
  // Tile: frame, title, picture, frame; one pixel of paper between tiles.
  const tileWidth = cols + 3;
  const tileHeight = rows + 3 + title;
  const across = Math.ceil(Math.sqrt((nPost * tileHeight) / tileWidth));
  const down = Math.ceil(nPost / across);
  const width = across * tileWidth - 1;
  const height = down * tileHeight - 1;
  const pixels = new Uint8Array(width * height).fill(PAPER);

  for (const [place, j] of order.entries()) {
    const left = (place % across) * tileWidth;
    const top = Math.floor(place / across) * tileHeight;
    const colour = label[j]! < 0 ? NO_CLASS : CLASSES + (label[j]! % CLASS_COLOURS);
    for (let y = 0; y < tileHeight - 1; y++)
      pixels.fill(colour, (top + y) * width + left, (top + y) * width + left + cols + 2);
    if (title > 0 && label[j]! >= 0) {
      const ink = isLight(classColour(label[j]!)) ? INK : PAPER;
      drawDigits(String(label[j]!), (x, y) => {
        if (x < cols) pixels[(top + 1 + y) * width + left + 1 + x] = ink;
      });
    }
    for (let i = 0; i < nPre; i++) {
      const level = ((conductance[i * nPost + j]! - low) / (high - low)) * (LEVELS - 1);
      const x = left + 1 + (i % cols);
      const y = top + 1 + title + Math.floor(i / cols);
      pixels[y * width + x] = Math.min(Math.max(Math.round(level), 0), LEVELS - 1);
    }
  }
  return { width, height, pixels, palette: palette() };
}

/** Neurons that never fired come last. */
function rank(label: number): number {
  return label < 0 ? Number.MAX_SAFE_INTEGER : label;
}

function palette(): Uint8Array {
  const colours: [number, number, number][] = [];
  for (let k = 0; k < LEVELS; k++) colours.push(ramp(k / (LEVELS - 1)));
  colours.push([255, 255, 255]);
  for (let c = -1; c < CLASS_COLOURS; c++) colours.push(rgb(classColour(c)));
  colours.push([0, 0, 0]);
  return Uint8Array.from(colours.flat());
}

function legend(classNames: readonly string[], label: Int32Array): Markup[] {
  const count = (c: number) => label.reduce((n, l) => n + (l === c ? 1 : 0), 0);
  const entry = (c: number, name: string) =>
    html`<span><i style="background:${classColour(c)}"></i>${name} <small>× ${count(c)}</small></span>`;
  // Tiles carry the class's number: say it where the name is another.
  const entries = classNames.map((name, c) => entry(c, name === String(c) ? name : `${c} ${name}`));
  return count(-1) > 0 ? [...entries, entry(-1, "never fired")] : entries;
}

function colourBar(): Markup {
  const pixels = Uint8Array.from({ length: LEVELS }, (_, k) => k);
  const uri = pngDataUri({ width: LEVELS, height: 1, pixels, palette: palette() });
  return html`<img class="bar" src="${uri}" alt="from low to high">`;
}

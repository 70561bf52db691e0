import type { ClassifyFacts } from "../../experiment/kinds/classify/facts.js";
import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { pngDataUri } from "../formats/png.js";
import { html, type Markup } from "../markup.js";
import { drawDigits } from "./digits.js";
import { type Fields, synapsesAsPixels, synapsesAsTheyLie } from "./fields.js";
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
    const { nPre, nPost, classNames, label } = result;
    const { front } = facts;
    const lying = synapsesAsTheyLie(result, front);
    if (!lying || nPost === 0) return null;
    const { low, high } = range(result, facts);
    const unit = result.conductanceUnit === "S" ? conductanceUnit(high) : { factor: 1, name: "" };
    const what = unit.name === "" ? "weights" : "conductances";
    const written = (x: number) => `${grouped(x * unit.factor)} ${unit.name}`.trim();
    const pixels = synapsesAsPixels(result, facts);
    const drawn =
      pixels &&
      picture(
        pixels,
        label,
        rangeOf(pixels, nPost),
        `What the ${what} of ${nPost} output neurons stand for, in pixels`,
      );
    return {
      id: "receptive-fields",
      title: "Receptive fields",
      body: html`<div class="mosaic"><div class="mosaics">${drawn ?? null}${picture(lying, label, { low, high }, `Mosaic of the ${what} of ${nPost} output neurons`)}</div>
      <div class="legend classes">${legend(classNames, label)}<span class="scale">${written(low)}${colourBar()}${written(high)}</span></div></div>`,
      caption: html`${drawn ? html`Above: what the ${what} of each neuron stand for in pixels, each strong synapse drawn as what excites it; below: the synapses themselves, plane beside plane. ` : null}The ${what} of each of the ${grouped(nPost)} output neurons from the ${inputs(result, facts)} inputs, sorted by
      the class the neuron answers most (frame${nPost <= MAX_TITLED ? " and number" : ""}; counts of neurons above).
      Shade: ${written(low)}${low === facts.physics?.gMin ? " (Gmin)" : ""} to ${written(high)}, linear;
      the top is the 99.9th percentile of all ${grouped(nPre * nPost)} synapses.`,
    };
  },
);

function inputs({ rows, cols }: ClassifyResult, { front }: ClassifyFacts): string {
  const shape = front?.shape ?? { planes: 1, rows, cols };
  return `${shape.planes > 1 ? `${shape.planes} × ` : ""}${shape.rows} × ${shape.cols}`;
}

function picture(fields: Fields, label: Int32Array, range: Range, alt: string): Markup {
  const image = mosaic(fields, label, range);
  const zoom = Math.max(1, Math.min(4, Math.floor(860 / image.width)));
  return html`<img src="${pngDataUri(image)}" width="${image.width * zoom}" alt="${alt}" class="${zoom > 1 ? "pixels" : "smooth"}">`;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** From the empty parts of the pictures to the strongest pixels but for outliers, of some of the neurons. */
function rangeOf(fields: Fields, nPost: number): Range {
  const step = Math.ceil(nPost / 400);
  const values: number[] = [];
  for (let j = 0; j < nPost; j += step) values.push(...Array.from(fields.of(j)));
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [low, high] = [at(0.05), at(0.999)];
  return { low, high: high > low ? high : low + 1 };
}

/** From the device's floor, where there is one, to the strongest synapses but for outliers. */
function range({ conductance }: ClassifyResult, { physics }: ClassifyFacts): Range {
  const sorted = conductance.slice().sort();
  const high = sorted[Math.floor(0.999 * (sorted.length - 1))]!;
  const low = Math.min(physics?.gMin ?? 0, sorted[0]!);
  return { low, high: high > low ? high : low + Math.max(largest(sorted), 1e-30) };
}

function mosaic(fields: Fields, label: Int32Array, { low, high }: Range) {
  const { rows, cols } = fields;
  const nPost = label.length;
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
    const field = fields.of(j);
    for (let i = 0; i < rows * cols; i++) {
      const level = ((field[i]! - low) / (high - low)) * (LEVELS - 1);
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

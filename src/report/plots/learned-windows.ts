/** What neurons with local windows have learned: features below each other, places side by side, each a window's synapses. */
import type { ClassifyFacts } from "../../experiment/kinds/classify/facts.js";
import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { pngDataUri } from "../formats/png.js";
import { html } from "../markup.js";
import { plotOf } from "./model.js";
import { ramp } from "./palette.js";
import { conductanceUnit, grouped } from "./scale.js";

const LEVELS = 200;
const PAPER = LEVELS;
/** Pixels of a line, before a feature goes on in the next one; and neurons that are drawn at most. */
const WIDEST = 300;
const MOST_TILES = 4096;

type SparseFacts = NonNullable<ClassifyFacts["sparse"]>[number];

interface Windows {
  readonly of: string;
  readonly features: number;
  readonly places: number;
  /** Places of a row. */
  readonly across: number;
  readonly rows: number;
  readonly cols: number;
  /** Planes of the sending population, side by side in a tile. */
  readonly planes: number;
  /** By neuron: tile of rows x (planes * cols) values. */
  tile(j: number): Float32Array;
  readonly values: Float32Array;
}

export const learnedWindows = plotOf<ClassifyResult, ClassifyFacts>(
  "synapses of every neuron that sees a window of the layer before, features below each other",
  ["rows", "cols", "label"],
  async (result, facts) => {
    const found = (facts.sparse ?? []).flatMap((s) => windowsOf(result, s) ?? []);
    if (found.length === 0) return null;
    const unit = result.conductanceUnit === "S" ? "S" : "1";
    const pictures = found.map((windows) => {
      const sorted = windows.values.slice().sort();
      const [low, high] = [sorted[0]!, sorted[Math.floor(0.999 * (sorted.length - 1))]!];
      const scale = unit === "S" ? conductanceUnit(high) : { factor: 1, name: "" };
      const written = (x: number) => `${grouped(x * scale.factor)} ${scale.name}`.trim();
      const image = mosaic(windows, low, high > low ? high : low + 1);
      const zoom = Math.max(1, Math.min(4, Math.floor(860 / image.width)));
      const planes = windows.planes > 1 ? `, ${windows.planes} planes side by side` : "";
      return {
        body: html`<img src="${pngDataUri(image)}" width="${image.width * zoom}" alt="Windows of ${windows.of}" class="${zoom > 1 ? "pixels" : "smooth"}">`,
        caption: `${windows.of}: ${grouped(windows.features)} features at ${grouped(windows.places)} places, windows of ${windows.rows} × ${windows.cols}${planes}; ${written(low)} (faint) to ${written(high)} (strong), the 99.9th percentile of ${grouped(windows.values.length)} synapses.`,
      };
    });
    return {
      id: "learned-windows",
      title: "What local neurons have learned",
      body: html`<div class="mosaic">${pictures.map(({ body }) => body)}</div>`,
      caption: html`Each tile is the window of one neuron. Features below each other, places of a feature from left to right and on, row after row of places. ${pictures.map(({ caption }) => caption).join(" ")}`,
    };
  },
);

/** Undefined where synapses are no windows of one size. */
function windowsOf(result: ClassifyResult, { name, preShape, postShape }: SparseFacts): Windows | undefined {
  const wiring = result.sparse?.[name];
  const values = result.others?.[name] ?? result.conductance;
  const [cols = 1, rows] = [...preShape].reverse();
  const [across = 1, down] = [...postShape].reverse();
  if (!wiring || rows === undefined || down === undefined || values.length !== wiring.indices.length)
    return undefined;
  const places = across * down;
  const perPlane = rows * cols;
  const members: { row: number; value: number }[][] = Array.from({ length: wiring.nPost }, () => []);
  for (let i = 0; i < wiring.nPre; i++)
    for (let at = wiring.indptr[i]!; at < wiring.indptr[i + 1]!; at++)
      members[wiring.indices[at]!]!.push({ row: i, value: values[at]! });
  const planes = wiring.nPre / perPlane;
  const boxes = members.map((each) =>
    boxOf(
      each.map(({ row }) => row % perPlane),
      cols,
    ),
  );
  const [first] = boxes;
  const alike = first && boxes.every((b) => b && b.rows === first.rows && b.cols === first.cols);
  const full = first && members.every((each) => each.length === planes * first.rows * first.cols);
  if (!first || !alike || !full || wiring.nPost > MOST_TILES) return undefined;
  return {
    of: name,
    features: wiring.nPost / places,
    places,
    across,
    rows: first.rows,
    cols: first.cols,
    planes,
    values,
    tile(j) {
      const tile = new Float32Array(planes * first.rows * first.cols);
      const { top, left } = boxes[j]!;
      for (const { row, value } of members[j]!) {
        const plane = Math.floor(row / perPlane);
        const [y, x] = [Math.floor((row % perPlane) / cols) - top, (row % cols) - left];
        tile[y * planes * first.cols + plane * first.cols + x] = value;
      }
      return tile;
    },
  };
}

function boxOf(places: readonly number[], cols: number) {
  if (places.length === 0) return undefined;
  let [top, left, bottom, right] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const p of places) {
    const [y, x] = [Math.floor(p / cols), p % cols];
    [top, bottom, left, right] = [
      Math.min(top, y),
      Math.max(bottom, y),
      Math.min(left, x),
      Math.max(right, x),
    ];
  }
  return { top, left, rows: bottom - top + 1, cols: right - left + 1 };
}

function mosaic(windows: Windows, low: number, high: number) {
  const { features, places, rows, planes } = windows;
  const cols = planes * windows.cols;
  // Whole rows of places.
  const rowsOfPlaces = Math.max(1, Math.floor(WIDEST / ((cols + 1) * windows.across)));
  const across = Math.min(places, rowsOfPlaces * windows.across);
  const lines = Math.ceil(places / across);
  const width = across * (cols + 1) - 1;
  // Lines of one feature are close, features apart.
  const featureHeight = lines * (rows + 1) + 2;
  const height = features * featureHeight - 3;
  const pixels = new Uint8Array(width * height).fill(PAPER);
  for (let j = 0; j < features * places; j++) {
    const [feature, place] = [Math.floor(j / places), j % places];
    const top = feature * featureHeight + Math.floor(place / across) * (rows + 1);
    const left = (place % across) * (cols + 1);
    for (const [k, g] of windows.tile(j).entries()) {
      const level = Math.round(((g - low) / (high - low)) * (LEVELS - 1));
      const at = (top + Math.floor(k / cols)) * width + left + (k % cols);
      pixels[at] = Math.min(Math.max(level, 0), LEVELS - 1);
    }
  }
  const colours = Array.from({ length: LEVELS }, (_, k) => ramp(k / (LEVELS - 1))).flat();
  return { width, height, pixels, palette: Uint8Array.from([...colours, 255, 255, 255]) };
}

import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf } from "./model.js";
import { CELL, FAINT, GRID, INK, ON_CELL } from "./palette.js";
import { grouped, percent } from "./scale.js";
import { drawPicture } from "./svg.js";

/** Columns of this many classes still have room for counts. */
const MAX_NUMBERED = 26;
/** Pixels of a cell's side, with ten columns or more, and with a few. */
const WIDEST = 30;
const WIDEST_OF_FEW = 60;
/** Pixels: pictures fill their half of a page, so that a narrower one had larger letters. */
const NARROWEST = 400;

/** Of a cell's colour: the square root lets rare confusions be seen beside the diagonal. */
function strength(share: number): number {
  return 0.95 * Math.sqrt(share);
}

export const confusion = plotOf<ClassifyResult>(
  "what each class was taken for",
  ["confusion"],
  async ({ confusion: counts, classNames, metrics }) => {
    if (counts.length === 0 || metrics.testImages === 0) return null;
    // Results of before undecided images were told apart have a column less.
    const columns = [...classNames, "silent", "undecided"].slice(0, counts[0]!.length);
    // Numbers, not names, are the scale's keys: two classes may share a name.
    const cells = counts.flatMap((row, truth) => {
      const total = row.reduce((a, b) => a + b, 0);
      return row.map((count, taken) => ({ truth, taken, count, share: total > 0 ? count / total : 0 }));
    });
    const name = (k: number) => columns[k] ?? String(k);
    const widest = Math.max(WIDEST, Math.min(WIDEST_OF_FEW, 300 / columns.length));
    const size = Math.round(Math.min(widest, Math.max(18, 560 / columns.length)));
    const longest = Math.max(...columns.map((c) => c.length));
    const undecidedImages = counts.reduce((sum, row) => sum + (row[classNames.length + 1] ?? 0), 0);
    const undecided =
      columns.length > classNames.length + 1 ? ` and ${grouped(undecidedImages)} undecided` : "";
    const left = 30 + 7 * Math.max(...classNames.map((c) => c.length));
    const top = 34 + Math.round(4.6 * longest);
    const cellsEnd = left + size * columns.length;
    const right = Math.max(22, Math.round(5 * longest) - 10, NARROWEST - cellsEnd);
    const draw = () =>
      drawPicture("Confusion matrix of the test images", (Plot) => ({
        width: cellsEnd + right,
        height: top + size * classNames.length + 6,
        marginLeft: left,
        marginTop: top,
        marginBottom: 6,
        marginRight: right,
        padding: 0.04,
        x: {
          label: `predicted class (${metrics.confusionReadout} vote)`,
          domain: columns.map((_, k) => k),
          tickFormat: name,
          axis: "top",
          labelAnchor: "center",
          labelArrow: "none",
          tickRotate: -40,
          tickSize: 0,
        },
        y: {
          label: "true class",
          domain: classNames.map((_, k) => k),
          tickFormat: name,
          labelAnchor: "center",
          labelArrow: "none",
          tickSize: 0,
        },
        marks: [
          Plot.cell(cells, {
            x: "taken",
            y: "truth",
            fill: CELL,
            fillOpacity: (d: { share: number }) => Number(strength(d.share).toFixed(2)),
            title: (d: (typeof cells)[number]) =>
              `${name(d.truth)} taken for ${name(d.taken)}: ${grouped(d.count)} (${percent(d.share)} of the row)`,
            stroke: GRID,
            strokeWidth: 0.5,
          }),
          ...(columns.length <= MAX_NUMBERED
            ? [
                Plot.text(cells, {
                  x: "taken",
                  y: "truth",
                  text: (d: { count: number }) => (d.count === 0 ? "·" : String(d.count)),
                  fill: (d: { share: number; count: number }) =>
                    d.count === 0 ? FAINT : strength(d.share) > 0.5 ? ON_CELL : INK,
                  fontSize: size > 28 ? 11.5 : 9,
                  pointerEvents: "none",
                }),
              ]
            : []),
        ],
      }));
    const caption = html`Number of ${metrics.testSplit} images of each true class (row) by predicted class (column); last
      columns: images no output neuron answered (silent), and those for which all classes have the same score or only
      neurons fired that were silent in labelling (undecided), all counted as wrong. Shade: square root of the share of the row.
      n = ${grouped(metrics.testImages)} images, of which ${grouped(metrics.silentTestImages)} silent${undecided}.`;
    return figureOf(
      { id: "confusion", title: "Confusion matrix", caption, half: columns.length <= 14 },
      [await itemOf(3, draw)],
      {
        true: cells.map((c) => name(c.truth)),
        predicted: cells.map((c) => name(c.taken)),
        images: cells.map((c) => c.count),
      },
    );
  },
);

import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { html } from "../markup.js";
import { plotOf } from "./model.js";
import { rampColour } from "./palette.js";
import { grouped } from "./scale.js";
import { drawSvg } from "./svg.js";

/** Columns of this many classes still have room for counts. */
const MAX_NUMBERED = 26;
/** Pixels. */
const WIDEST = 46;

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
    const size = Math.min(WIDEST, Math.max(18, 560 / columns.length));
    const longest = Math.max(6, ...classNames.map((c) => c.length));
    // Level, "undecided" has room beside "silent" in the widest cells only.
    const slanted = longest > 6 || size < WIDEST;
    const left = counts.reduce((sum, row) => sum + (row[classNames.length + 1] ?? 0), 0);
    const undecided = columns.length > classNames.length + 1 ? ` and ${grouped(left)} undecided` : "";
    const body = await drawSvg("Confusion matrix of the test images", (Plot) => ({
      width: 60 + 7 * longest + size * columns.length + 20,
      height: (slanted ? 60 + 5 * longest : 50) + size * classNames.length,
      marginLeft: 50 + 7 * longest,
      marginTop: slanted ? 50 + 5 * longest : 44,
      marginBottom: 6,
      marginRight: 20,
      padding: 0.04,
      x: {
        label: `predicted class (${metrics.confusionReadout} vote)`,
        domain: columns.map((_, k) => k),
        tickFormat: name,
        axis: "top",
        labelAnchor: "center",
        labelArrow: "none",
        tickRotate: slanted ? -40 : 0,
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
          // The square root lets rare confusions be seen beside the diagonal.
          fill: (d: { share: number }) => rampColour(0.85 * Math.sqrt(d.share)),
          stroke: "#e4e4e4",
          strokeWidth: 0.5,
        }),
        ...(columns.length <= MAX_NUMBERED
          ? [
              Plot.text(cells, {
                x: "taken",
                y: "truth",
                text: (d: { count: number }) => (d.count === 0 ? "·" : String(d.count)),
                fill: (d: { share: number; count: number }) =>
                  d.count === 0 ? "#b0b0b0" : d.share > 0.22 ? "white" : "#1a1a1a",
                fontSize: size > 34 ? 12 : 9,
              }),
            ]
          : []),
      ],
    }));
    return {
      id: "confusion",
      title: "Confusion matrix",
      body,
      caption: html`Number of ${metrics.testSplit} images of each true class (row) by predicted class (column); last
      columns: images no output neuron answered (silent), and those for which all classes have the same score or only
      neurons fired that were silent in labelling (undecided), all counted as wrong. Shade: square root of the share of the row.
      n = ${grouped(metrics.testImages)} images, of which ${grouped(metrics.silentTestImages)} silent${undecided}.`,
    };
  },
);

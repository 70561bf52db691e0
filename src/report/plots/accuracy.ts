import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { readoutKey, readouts, STANDARD_READOUT } from "../../readout/index.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf } from "./model.js";
import { BLUE, FAINT, GRID, GROUND, VERMILION } from "./palette.js";
import { grouped, percent } from "./scale.js";
import { drawPicture, hits, points } from "./svg.js";

/** The read-out that learning is watched by. */
const STANDARD = readoutKey(STANDARD_READOUT);

export const accuracy = plotOf<ClassifyResult>(
  "accuracy while learning, and that of the test at its end",
  ["history", "confusion"],
  async ({ history, metrics }) => {
    const running = points(
      history.images,
      history.accuracy.map((a) => 100 * a),
    ).filter((p) => Number.isFinite(p.y));
    const [low, high] = metrics.accuracyCI95[STANDARD];
    const end = Math.max(metrics.trainPresentations, running.at(-1)?.x ?? 0, 1);
    const test = { x: end, y: 100 * metrics.accuracy[STANDARD], low: 100 * low, high: 100 * high };
    const testSays = () =>
      `${metrics.testSplit}: ${percent(metrics.accuracy[STANDARD])} (${percent(low)} to ${percent(high)})`;
    const draw = (width: number) =>
      drawPicture("Accuracy against training images seen", (Plot) => ({
        width,
        height: 270,
        marginLeft: 48,
        marginRight: 22,
        marginBottom: 44,
        marginTop: 28,
        x: {
          label: "training images seen",
          domain: [0, end],
          ticks: 5,
          tickFormat: grouped,
          labelAnchor: "center",
          labelArrow: "none",
        },
        y: { label: "accuracy (%)", domain: [0, 100], labelArrow: "none" },
        marks: [
          Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
          Plot.ruleY([0]),
          Plot.lineY(running, { x: "x", y: "y", stroke: BLUE, strokeWidth: 1.8 }),
          Plot.dot(running.length <= 60 ? running : [], { x: "x", y: "y", fill: BLUE, r: 2.2 }),
          // Half transparent: while the two agree, the running accuracy stays visible below it.
          Plot.ruleX([test], { x: "x", y1: "low", y2: "high", stroke: VERMILION, strokeWidth: 2.5 }),
          Plot.dot([test], { x: "x", y: "y", fill: VERMILION, r: 4.5, stroke: GROUND, title: testSays }),
          hits(
            Plot,
            running,
            { x: "x", y: "y", fill: BLUE },
            (p) => `${grouped(p.x)} images: ${p.y.toFixed(1)} %`,
          ),
          Plot.text([test], {
            x: "x",
            y: "y",
            text: (d: { y: number }) => `${metrics.testSplit} ${d.y.toFixed(1)} %`,
            dx: 6,
            dy: test.y > 85 ? 24 : -14,
            textAnchor: "end",
            fill: VERMILION,
            fontWeight: 600,
            stroke: GROUND,
            strokeWidth: 3,
            paintOrder: "stroke",
          }),
          ...(running.length > 0
            ? [
                Plot.text([running[Math.floor(running.length / 2)]!], {
                  x: "x",
                  y: "y",
                  text: () => "running, training images",
                  dy: 30,
                  textAnchor: "middle",
                  fill: BLUE,
                  fontWeight: 600,
                }),
              ]
            : [
                Plot.text([{ x: end / 2, y: 50 }], {
                  x: "x",
                  y: "y",
                  text: () => "no running accuracy recorded",
                  fill: FAINT,
                }),
              ]),
        ],
      }));
    const caption = html`Blue: running accuracy (%, ${readouts[STANDARD_READOUT].title}) on the training images as they come, with neuron labels
      from the images before them; it says how learning goes and is no result. Red: the frozen network on
      ${grouped(metrics.testImages)} ${metrics.testSplit} images, ${percent(metrics.accuracy[STANDARD])}, bar = 95 %
      Wilson interval (${percent(low)} to ${percent(high)}).`;
    return figureOf(
      { id: "accuracy", title: "Accuracy while learning", caption, half: true },
      [await itemOf(3, draw)],
      {
        of: [...running.map(() => "running"), "test"],
        images: [...running.map((p) => p.x), end],
        accuracy: [...running.map((p) => p.y / 100), metrics.accuracy[STANDARD]],
        low: [...running.map(() => Number.NaN), low],
        high: [...running.map(() => Number.NaN), high],
      },
    );
  },
);

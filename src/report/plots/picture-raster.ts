import { valuesOf } from "../../core/front/model.js";
import type { ClassifyFacts } from "../../experiment/kinds/classify/facts.js";
import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { pngDataUri } from "../formats/png.js";
import { html } from "../markup.js";
import type { Item } from "./item.js";
import { pageGrid, standAlone } from "./layout.js";
import { plotOf } from "./model.js";
import { classColour, GRID, GROUND, INK, ramp } from "./palette.js";
import { axisUnit, grouped } from "./scale.js";
import { drawPicture, HALF, WIDTH } from "./svg.js";

/** Pixels that the picture shown leaves. */
const BESIDE = WIDTH - 180;
/** More input spikes than this would leave no paper between them: then every k-th is drawn. */
const MAX_DOTS = 12_000;

export const pictureRaster = plotOf<ClassifyResult, ClassifyFacts>(
  "one picture as the network sees it: the spikes in, the spikes out, and the picture itself",
  ["raster"],
  async (result, facts) => {
    const { raster, rows, cols, classNames, label } = result;
    // Recordings may have a plane of ON and one of OFF events.
    const planes = result.nPre === 2 * rows * cols ? 2 : 1;
    const nPre = facts.front ? valuesOf(facts.front.shape) : planes * rows * cols;
    const nPost = label.length;
    if (!raster) return null;
    const time = axisUnit(raster.duration, "s");
    const name = (c: number) => classNames[c] ?? (c < 0 ? "none" : String(c));
    const spikesIn = raster.inputTime.length;
    const step = Math.max(1, Math.ceil(spikesIn / MAX_DOTS));
    const inputs = Array.from({ length: Math.ceil(spikesIn / step) }, (_, k) => ({
      t: raster.inputTime[k * step]! * time.factor,
      i: raster.inputIndex[k * step]!,
    }));
    const outputs = Array.from(raster.outputTime, (t, k) => {
      const j = raster.outputIndex[k]!;
      return { t: t * time.factor, i: j, label: label[j] ?? -1 };
    });
    const frame = {
      marginLeft: 56,
      marginRight: 30,
      x: { label: null, domain: [0, raster.duration * time.factor], ticks: 7 },
    };
    const input = (width: number) =>
      drawPicture("Input spikes", (Plot) => ({
        ...frame,
        width,
        height: 250,
        marginTop: 26,
        marginBottom: 22,
        y: {
          label: "input neuron (pixel, row by row)",
          domain: [nPre - 1, 0],
          ticks: 5,
          labelAnchor: "top",
          labelArrow: "none",
        },
        marks: [
          Plot.frame({ stroke: GRID }),
          Plot.dot(inputs, { x: "t", y: "i", r: 0.9, fill: INK, fillOpacity: 0.75 }),
        ],
      }));
    const output = (width: number) =>
      drawPicture("Output spikes", (Plot) => ({
        ...frame,
        width,
        height: 180,
        marginTop: 28,
        marginBottom: 42,
        x: { ...frame.x, label: `time (${time.name})`, labelAnchor: "center", labelArrow: "none" },
        y: { label: "output neuron", domain: [Math.max(nPost - 1, 1), 0], ticks: 5, labelArrow: "none" },
        marks: [
          Plot.frame({ stroke: GRID }),
          Plot.dot(outputs, {
            x: "t",
            y: "i",
            r: 3,
            fill: (d: { label: number }) => classColour(d.label),
            stroke: INK,
            strokeWidth: 0.5,
            title: (d: (typeof outputs)[number]) =>
              `neuron ${d.i} (answers ${name(d.label)}), ${Number(d.t.toPrecision(4))} ${time.name}`,
          }),
          // Once per neuron: what it answers does not change from spike to spike.
          Plot.text(
            outputs.filter((d, k) => outputs.findIndex((o) => o.i === d.i) === k),
            {
              x: "t",
              y: "i",
              text: (d: { label: number }) => name(d.label),
              dx: 6,
              dy: -1,
              textAnchor: "start",
              fontSize: 12,
              stroke: GROUND,
              strokeWidth: 3,
              paintOrder: "stroke",
              fill: INK,
            },
          ),
        ],
      }));
    const shown =
      raster.pixels.length === rows * cols
        ? html`<figure class="picture"><img class="pixels" width="${cols * 5}" src="${pngDataUri(picture(raster.pixels, cols, rows))}" alt="the picture shown"><figcaption>shown: “${name(raster.label)}”</figcaption></figure>`
        : null;
    const title = "Spikes of one picture";
    const items = await Promise.all(
      [input, output].map(
        async (draw): Promise<Item> => ({
          columns: 6,
          picture: await draw(BESIDE),
          narrow: await draw(HALF),
        }),
      ),
    );
    return {
      id: "raster",
      title,
      body: html`<div class="beside">${shown}<div>${pageGrid(items)}</div></div>`,
      downloads: [{ name: "raster.svg", type: "image/svg+xml", text: standAlone(title, items) }],
      caption: html`One presentation (${grouped(raster.duration * time.factor)} ${time.name}) of a picture of class
      “${name(raster.label)}” to the trained network: ${grouped(spikesIn)} input spikes of ${grouped(nPre)} neurons
      above${step > 1 ? ` (one in ${step} drawn)` : ""}, ${grouped(outputs.length)} output spikes of ${grouped(nPost)} neurons below, each with the class its
      neuron answers most.`,
    };
  },
);

/** Ink on paper: 0 is white, as the input neurons that stay silent. */
function picture(pixels: Uint8Array, width: number, height: number) {
  const palette = Uint8Array.from({ length: 768 }, (_, k) => ramp(Math.floor(k / 3) / 255)[k % 3]!);
  return { width, height, pixels, palette };
}

import type { ClassifyFacts } from "../../experiment/kinds/classify/facts.js";
import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf } from "./model.js";
import { BLUE, GREEN, GRID } from "./palette.js";
import { axisUnit, grouped, largest } from "./scale.js";
import { drawPicture, hits, points } from "./svg.js";

export const settling = plotOf<ClassifyResult, ClassifyFacts>(
  "whether activity and thresholds came to rest",
  ["history"],
  async ({ history }, { homeostasis }) => {
    if (history.images.length < 2) return null;
    const volts = axisUnit(largest(history.thetaMean), "V");
    const theta = history.thetaMean.map((v) => v * volts.factor);
    const panel = (label: string, y: number[], colour: string, target: number | null) => {
      const line = points(history.images, y);
      const says = (p: { x: number; y: number }) => `${grouped(p.x)} images: ${Number(p.y.toPrecision(4))}`;
      return itemOf(3, (width) =>
        drawPicture(`${label} against training images seen`, (Plot) => ({
          width,
          height: 220,
          marginLeft: 52,
          marginRight: 24,
          marginBottom: 42,
          marginTop: 28,
          x: {
            label: "training images seen",
            ticks: 4,
            tickFormat: grouped,
            labelAnchor: "center",
            labelArrow: "none",
          },
          y: { label, ticks: 5, labelArrow: "none", zero: true, nice: true },
          marks: [
            Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
            ...(target === null ? [] : [Plot.ruleY([target], { stroke: colour, strokeDasharray: "4 3" })]),
            Plot.lineY(line, { x: "x", y: "y", stroke: colour, strokeWidth: 1.6 }),
            hits(Plot, line, { x: "x", y: "y", fill: colour }, says),
          ],
        })),
      );
    };
    const servo = homeostasis.servoGain > 0 ? homeostasis.targetSpikes : null;
    const spikes = await panel("output spikes per image", history.postSpikes, BLUE, servo);
    const thresholds = await panel(`mean θ (${volts.name})`, theta, GREEN, null);
    const caption = html`Left: output spikes per training image, all neurons together${servo === null ? "" : `; dashed: the servo's target of ${servo}`}.
      Right: mean adaptive part θ of the thresholds, ${volts.name}. Means over the images since the point before.`;
    return figureOf(
      { id: "settling", title: "Activity and thresholds while learning", caption },
      [spikes, thresholds],
      { images: history.images, spikesPerImage: history.postSpikes, thetaMean_V: history.thetaMean },
    );
  },
);

import type { ClassifyFacts } from "../../experiment/kinds/classify/facts.js";
import type { ClassifyResult } from "../../experiment/kinds/classify/result.js";
import { html } from "../markup.js";
import { plotOf } from "./model.js";
import { BLUE, GREEN, GRID } from "./palette.js";
import { axisUnit, grouped, largest } from "./scale.js";
import { drawSvg, points } from "./svg.js";

export const settling = plotOf<ClassifyResult, ClassifyFacts>(
  "whether activity and thresholds came to rest",
  ["history"],
  async ({ history }, { homeostasis }) => {
    if (history.images.length < 2) return null;
    const volts = axisUnit(largest(history.thetaMean), "V");
    const theta = history.thetaMean.map((v) => v * volts.factor);
    const panel = (label: string, y: number[], colour: string, target: number | null) =>
      drawSvg(`${label} against training images seen`, (Plot) => ({
        width: 432,
        height: 230,
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
          Plot.lineY(points(history.images, y), { x: "x", y: "y", stroke: colour, strokeWidth: 1.6 }),
        ],
      }));
    const servo = homeostasis.servoGain > 0 ? homeostasis.targetSpikes : null;
    const spikes = await panel("output spikes per image", history.postSpikes, BLUE, servo);
    const thresholds = await panel(`mean θ (${volts.name})`, theta, GREEN, null);
    return {
      id: "settling",
      title: "Activity and thresholds while learning",
      body: html`<div class="row">${spikes}${thresholds}</div>`,
      caption: html`Left: output spikes per training image, all neurons together${servo === null ? "" : `; dashed: the servo's target of ${servo}`}.
      Right: mean adaptive part θ of the thresholds, ${volts.name}. Means over the images since the point before.`,
    };
  },
);

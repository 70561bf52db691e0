import type { SimulateFacts } from "../../experiment/kinds/simulate/facts.js";
import type { SimulateResult } from "../../experiment/kinds/simulate/result.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf } from "./model.js";
import { GRID, INK } from "./palette.js";
import { axisUnit, grouped } from "./scale.js";
import { drawPicture } from "./svg.js";

/** More dots than this would make the page slow and the picture black: then every k-th spike is drawn. */
const MAX_DOTS = 12_000;

export const populationRasters = plotOf<SimulateResult, SimulateFacts>(
  "spikes of every watched population, one panel each on a common time axis",
  ["records"],
  async ({ records }, { duration }) => {
    const spikes = records.filter((r) => r.kind === "spikes");
    if (spikes.length === 0) return null;
    const time = axisUnit(duration, "s");
    const stride = (n: number) => Math.max(1, Math.ceil(n / MAX_DOTS));
    const panels = await Promise.all(
      spikes.map((record, k) => {
        const last = k === spikes.length - 1;
        const step = stride(record.time.length);
        const dots = Array.from({ length: Math.ceil(record.time.length / step) }, (_, s) => ({
          t: record.time[s * step]! * time.factor,
          i: record.index[s * step]!,
        }));
        const few = record.size <= 8;
        const height = few ? 24 + 18 * record.size : Math.min(260, 110 + record.size);
        return itemOf(6, (width) =>
          drawPicture(`Spikes of ${record.of}`, (Plot) => ({
            width,
            height: height + 30 + (last ? 44 : 20),
            marginLeft: 60,
            marginRight: 24,
            marginTop: 30,
            marginBottom: last ? 44 : 20,
            x: {
              domain: [0, duration * time.factor],
              label: last ? `time (${time.name})` : null,
              labelAnchor: "center",
              labelArrow: "none",
            },
            y: {
              domain: [record.size - 0.5, -0.5],
              label: `${record.of} (neuron)`,
              labelAnchor: "top",
              labelArrow: "none",
              ticks: few ? Array.from({ length: record.size }, (_, i) => i) : 5,
              tickFormat: grouped,
            },
            marks: [
              Plot.frame({ stroke: GRID }),
              // Few neurons: bars that can be counted. Many: dots.
              few
                ? Plot.ruleX(dots, {
                    x: "t",
                    y1: (d: { i: number }) => d.i - 0.36,
                    y2: (d: { i: number }) => d.i + 0.36,
                    stroke: INK,
                    strokeWidth: 1,
                  })
                : Plot.dot(dots, { x: "t", y: "i", r: dots.length > 3000 ? 0.7 : 1.2, fill: INK }),
            ],
          })),
        );
      }),
    );
    const counts = spikes.map((r) => {
      const step = stride(r.time.length);
      return `${r.of} ${grouped(r.time.length)}${step > 1 ? ` (one in ${step} drawn)` : ""}`;
    });
    const caption = html`One mark per spike over time (${time.name}). Spikes: ${counts.join(", ")}.`;
    return figureOf({ id: "spikes", title: "Spikes of each population", caption }, panels);
  },
);

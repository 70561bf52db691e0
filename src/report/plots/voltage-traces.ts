import type { SimulateFacts } from "../../experiment/kinds/simulate/facts.js";
import type { SimulateResult } from "../../experiment/kinds/simulate/result.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf } from "./model.js";
import { GRID, LINES } from "./palette.js";
import { axisUnit } from "./scale.js";
import { drawPicture, WIDTH } from "./svg.js";

/** Samples per line that the page can show. */
const MAX_SAMPLES = 4000;

export const voltageTraces = plotOf<SimulateResult, SimulateFacts>(
  "membrane potentials that were watched",
  ["records"],
  async ({ records }, { duration }) => {
    const watched = records.filter((r) => r.kind === "voltage").filter((r) => r.time.length > 0);
    if (watched.length === 0) return null;
    const time = axisUnit(duration, "s");
    const panels = await Promise.all(
      watched.map(({ of, neurons, time: at, value }, k) => {
        const n = neurons.length;
        const step = Math.max(1, Math.ceil(at.length / MAX_SAMPLES));
        const samples = Array.from({ length: Math.ceil(at.length / step) }, (_, s) => s * step);
        const colour = (x: number) => LINES[x % LINES.length]!;
        const lines = neurons.flatMap((neuron, x) =>
          samples.map((s) => ({
            t: at[s]! * time.factor,
            v: value[s * n + x]! * 1e3,
            neuron,
            colour: colour(x),
          })),
        );
        const last = k === watched.length - 1;
        return itemOf(6, (width) =>
          drawPicture(`Membrane potential of ${of}`, (Plot) => ({
            width,
            height: last ? 230 : 206,
            marginLeft: 60,
            marginRight: width < WIDTH ? 82 : 110,
            marginTop: 46,
            marginBottom: last ? 44 : 20,
            x: {
              domain: [0, duration * time.factor],
              label: last ? `time (${time.name})` : null,
              labelAnchor: "center",
              labelArrow: "none",
            },
            y: { label: `${of}: v (mV)`, labelArrow: "none", nice: true, ticks: 5 },
            marks: [
              Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
              Plot.line(lines, { x: "t", y: "v", z: "neuron", stroke: "colour", strokeWidth: 1.2 }),
              // A list beside the panel: the lines themselves may end at one height.
              ...neurons.slice(0, 8).map((neuron, x) =>
                Plot.text([neuron], {
                  frameAnchor: "top-right",
                  text: () => `neuron ${neuron}`,
                  dx: 8,
                  dy: 15 * x,
                  textAnchor: "start",
                  fill: colour(x),
                  fontWeight: 600,
                }),
              ),
            ],
          })),
        );
      }),
    );
    const caption = html`Membrane potential (mV) over time (${time.name}) of ${watched.map((r) => `${r.neurons.length} ${r.neurons.length === 1 ? "neuron" : "neurons"} of ${r.of}`).join(", ")}.`;
    return figureOf({ id: "voltages", title: "Membrane potentials", caption }, panels);
  },
);

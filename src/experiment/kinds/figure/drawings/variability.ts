/** Scatter of STDP curves on devices that vary: EIS on all time scales, and other technologies on the same curve. */

import type { Device } from "../../../../core/device/model.js";
import { type Figure, technologies } from "../../../../core/device/technologies.js";
import { evenly } from "../../../../core/stdp/curve-figures.js";
import { type VariabilityStudy, variabilityStudy } from "../../../../core/stdp/variability.js";
import { masterStream } from "../../../../seed.js";
import { presetOf } from "../../../device-source.js";
import type { Panel } from "../../../panel.js";
import type { VariabilitySpec } from "../spec.js";
import type { Drawing, FigureNumber, FigureTable } from "./drawing.js";

interface Studied {
  readonly name: string;
  readonly study: VariabilityStudy;
  readonly c2c: number;
  readonly d2d: number;
}

export function drawVariability(spec: VariabilitySpec): Drawing {
  const [first] = spec.points;
  if (!first) throw new RangeError("there is no operating point to study");
  const scales = spec.points.map((p): Studied => {
    const { c2c, d2d } = p.device;
    return { name: p.name, study: study(spec, p, c2c, d2d, p.name), c2c, d2d };
  });
  const others = spec.technologies.map((name): Studied => {
    const { c2c, d2d } = technologies[name];
    return { name, study: study(spec, first, c2c.high, d2d.high, name), c2c: c2c.high, d2d: d2d.high };
  });
  const assumedC2c = spec.technologies.some((name) => technologies[name].c2c.mark === "assumed");
  return {
    panels: [
      ...scales.map((s, k) => scatterPanel(s, spec.points[k]!.device)),
      ...(spec.points.every(({ device }) => isEis(device))
        ? [barsPanel("scales", "EIS on all time scales", scales, PAPER_LIMIT)]
        : [barsPanel("scales", "Devices as given", scales)]),
      barsPanel(
        "technologies",
        `One curve, by technology${assumedC2c ? " (c2c assumed but for EIS)" : ""}`,
        others,
      ),
    ],
    numbers: [...scales, ...others].flatMap(numbersOf),
    tables: [metricTable(scales, others), technologyTable(spec)],
    notes: [
      "Metric: mean |ΔG − fit| over the mean |fit| (and, smaller, over the peak of the fit); the paper states neither normaliser nor fit.",
      "c2c is taken as the standard deviation of each event's change: the metric is then 0.798 of it, less what the fit absorbs.",
      ...assumptions(spec),
    ],
  };
}

/** "c2c of RRAM, PCM, FTJ and FeFET is assumed; so is d2d of PCM and FTJ." */
function assumptions({ technologies: names }: VariabilitySpec): string[] {
  const marked = (key: "c2c" | "d2d") => names.filter((name) => technologies[name][key].mark === "assumed");
  const [c2c, d2d] = [listed(marked("c2c")), listed(marked("d2d"))];
  if (c2c && d2d) return [`c2c of ${c2c} is assumed; so is d2d of ${d2d}.`];
  if (c2c) return [`c2c of ${c2c} is assumed.`];
  return d2d ? [`d2d of ${d2d} is assumed.`] : [];
}

function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");
}

/** Whether it is the paper's device, at the spreads that the paper gives. */
function isEis(device: Device): boolean {
  const given = presetOf(device)?.params;
  return (
    device.name.startsWith("eis-") && device.d2d === given?.d2d?.default && device.c2c === given?.c2c?.default
  );
}

function study(
  { devices, count, seed }: VariabilitySpec,
  point: VariabilitySpec["points"][number],
  c2c: number,
  d2d: number,
  stream: string,
): VariabilityStudy {
  const { device, pre, post, span } = point;
  return variabilityStudy({
    rate: device.rate,
    pre,
    post,
    deltaT: evenly(-span, span, count),
    d2d,
    c2c,
    independentPolarity: false,
    devices,
    random: masterStream(seed, `variability ${stream}`),
  });
}

function scatterPanel({ name, study }: Studied, device: Device): Panel {
  const [curve] = study.curves;
  return {
    id: `scatter-${name}`,
    title: `One ${isEis(device) ? "EIS device" : device.name}, ${name}`,
    x: { label: "Δt = t_post − t_pre", unit: "s" },
    y: { label: "ΔG", unit: "S" },
    series: [
      { name: "event by event", x: study.deltaT, y: curve!.change, mark: "dots", colour: 0 },
      ...[-1, 1].map((side) => {
        const chosen = [...study.fitted.keys()].filter((k) => study.deltaT[study.fitted[k]!]! * side > 0);
        return {
          name: "smooth fit",
          x: Float64Array.from(chosen, (k) => study.deltaT[study.fitted[k]!]!),
          y: Float64Array.from(chosen, (k) => curve!.fit[k]!),
          mark: "line" as const,
          colour: 1,
          silent: side < 0,
        };
      }),
    ],
    columns: 2,
  };
}

/** The paper's bound for EIS. Huang 2025, sec. 2.6 and fig. 7d. */
const PAPER_LIMIT = 0.05;

function barsPanel(id: string, title: string, studied: readonly Studied[], limit?: number): Panel {
  return {
    id,
    title,
    x: { label: "", unit: "1" },
    y: { label: "mean |ΔG − fit| / mean |fit| (%)", unit: "1" },
    categories: studied.map((s) => s.name),
    series: [
      {
        name: "simulated",
        x: Float64Array.from(studied.keys()),
        y: Float64Array.from(studied, (s) => 100 * s.study.byMean),
        mark: "bars",
        colour: 0,
      },
      ...(limit === undefined
        ? []
        : [
            {
              name: `paper: below ${percent(limit)}`,
              x: Float64Array.from(studied.keys()),
              y: Float64Array.from(studied, () => 100 * limit),
              mark: "dashed" as const,
              colour: 1,
            },
          ]),
    ],
  };
}

function numbersOf({ name, study }: Studied): FigureNumber[] {
  const of = `${name}.`;
  return [
    { name: `${of}byMean`, value: study.byMean, unit: "1", doc: `metric over mean |fit|, ${name}` },
    { name: `${of}byPeak`, value: study.byPeak, unit: "1", doc: `metric over the fit's peak, ${name}` },
    {
      name: `${of}expected`,
      value: study.expectedByMean,
      unit: "1",
      doc: `metric over mean |fit| expected from c2c for this fit, ${name}`,
    },
    {
      name: `${of}d2d`,
      value: study.d2dSeen,
      unit: "1",
      doc: `spread between devices as simulated, ${name}`,
    },
  ];
}

const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;

function metricTable(scales: readonly Studied[], others: readonly Studied[]): FigureTable {
  return {
    title: "Scatter of simulated curves",
    header: ["curve", "c2c", "d2d", "over mean |fit|", "expected", "over peak", "d2d seen"],
    rows: [...scales, ...others].map(({ name, study, c2c, d2d }) => [
      name,
      percent(c2c),
      percent(d2d),
      percent(study.byMean),
      percent(study.expectedByMean),
      percent(study.byPeak),
      percent(study.d2dSeen),
    ]),
  };
}

function technologyTable({ technologies: names }: VariabilitySpec): FigureTable {
  const cell = ({ low, high, relation, mark }: Figure) =>
    `${relation === "below" ? "< " : ""}${low === high ? percent(low) : `${percent(low)} to ${percent(high)}`}${mark === "assumed" ? " (assumed)" : ""}`;
  return {
    title: "What each technology is given",
    header: ["technology", "d2d", "c2c"],
    rows: names.map((name) => [name, cell(technologies[name].d2d), cell(technologies[name].c2c)]),
  };
}

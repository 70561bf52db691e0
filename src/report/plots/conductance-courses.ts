import type { SimulateFacts } from "../../experiment/kinds/simulate/facts.js";
import type { ProbeRecord, SimulateResult } from "../../experiment/kinds/simulate/result.js";
import type { PhysicsFacts } from "../../experiment/physics-facts.js";
import { stateName } from "../../experiment/synapse-state.js";
import { html } from "../markup.js";
import { itemOf } from "./item.js";
import { figureOf } from "./layout.js";
import { plotOf } from "./model.js";
import { BLUE, FAINT, GRID, VERMILION } from "./palette.js";
import { axisUnit, conductanceUnit, grouped, largest } from "./scale.js";
import { drawPicture, hits, WIDTH } from "./svg.js";

type Conductances = Extract<ProbeRecord, { kind: "conductance" }>;

export const conductanceCourses = plotOf<SimulateResult, SimulateFacts>(
  "how the synapses of each source neuron move over time, and which of them part company",
  ["records"],
  async ({ records }, facts) => {
    const watched = records.filter(
      (r): r is Conductances => r.kind === "conductance" && r.time.length > 0 && r.value.length > 0,
    );
    if (watched.length === 0) return null;
    const names = [...new Set(watched.map((r) => stateName(r.unit)))].sort().join(" and ");
    const drawn = await Promise.all(watched.map((r) => panel(r, facts.duration, facts.physics)));
    const caption = html`Thin lines: mean ${names.replace("conductance", "conductance (nS)")} of each source neuron's synapses over time. Blue: higher at the end
      than at the start; red: not higher. Thick line and band: mean ± one standard deviation of the source neurons of
      that colour. ${drawn.map((d) => d.says).join(" ")}`;
    const title = `${names.charAt(0).toUpperCase()}${names.slice(1)} over time`;
    const rows = drawn.flatMap((d) => d.rows);
    return figureOf(
      { id: "conductance", title, caption },
      drawn.map((d) => d.item),
      {
        projection: rows.map((r) => r.of),
        sources: rows.map((r) => r.group),
        n: rows.map((r) => r.n),
        time_s: rows.map((r) => r.time),
        mean: rows.map((r) => r.mean),
        sd: rows.map((r) => r.sd),
      },
    );
  },
);

async function panel(
  { of, nPre, nPost, first, unit: written, time, value }: Conductances,
  duration: number,
  physics: PhysicsFacts | null,
) {
  const seconds = axisUnit(duration, "s");
  const devices = written !== "1";
  const unit = devices ? conductanceUnit(largest(value)) : { factor: 1, name: "" };
  const samples = time.length;
  // Synapses of a source neuron within a sample; all of them, where every one exists.
  const begin = (i: number) => first?.[i] ?? i * nPost;
  const width = begin(nPre);
  const joined = Array.from({ length: nPre }, (_, i) => i).filter((i) => begin(i + 1) > begin(i));
  const mean = (s: number, i: number): number => {
    let sum = 0;
    for (let at = begin(i); at < begin(i + 1); at++) sum += value[s * width + at]!;
    return (sum / (begin(i + 1) - begin(i))) * unit.factor;
  };
  const groups = [
    { name: "rose", colour: BLUE, sources: [] as number[] },
    { name: "did not rise", colour: VERMILION, sources: [] as number[] },
  ];
  for (const i of joined) groups[mean(samples - 1, i) > mean(0, i) ? 0 : 1]!.sources.push(i);
  const present = groups.filter((g) => g.sources.length > 0);
  const t = (s: number) => time[s]! * seconds.factor;
  const lines = present.flatMap(({ colour, sources }) =>
    sources.flatMap((i) =>
      Array.from({ length: samples }, (_, s) => ({ t: t(s), g: mean(s, i), i, colour })),
    ),
  );
  const bands = present.flatMap(({ name, colour, sources }) =>
    Array.from({ length: samples }, (_, s) => {
      const all = sources.map((i) => mean(s, i));
      const m = all.reduce((a, b) => a + b, 0) / all.length;
      const sd = Math.sqrt(all.reduce((a, b) => a + (b - m) ** 2, 0) / Math.max(1, all.length - 1));
      return { t: t(s), m, low: m - sd, high: m + sd, name, colour, n: all.length };
    }),
  );
  const ends = bands.filter((b) => b.t === t(samples - 1));
  const item = await itemOf(6, (drawn) =>
    drawPicture(`${devices ? "Conductance" : "Weight"} of ${of} over time`, (Plot) => ({
      width: drawn,
      height: drawn < WIDTH ? 280 : 340,
      marginLeft: 60,
      marginRight: drawn < WIDTH ? 104 : 140,
      marginBottom: 44,
      marginTop: 30,
      x: {
        label: `time (${seconds.name})`,
        labelAnchor: "center",
        labelArrow: "none",
        domain: [0, t(samples - 1)],
      },
      y: {
        label: devices ? `${of}: mean G (${unit.name})` : `${of}: mean weight`,
        labelArrow: "none",
        nice: true,
        tickFormat: grouped,
      },
      marks: [
        Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
        ...(physics && devices
          ? [Plot.ruleY([physics.gMin * unit.factor], { stroke: FAINT, strokeDasharray: "4 3" })]
          : []),
        Plot.areaY(bands, { x: "t", y1: "low", y2: "high", z: "colour", fill: "colour", fillOpacity: 0.18 }),
        Plot.line(lines, {
          x: "t",
          y: "g",
          z: "i",
          stroke: "colour",
          strokeWidth: 0.7,
          strokeOpacity: nPre > 40 ? 0.25 : 0.5,
        }),
        Plot.line(bands, { x: "t", y: "m", z: "colour", stroke: "colour", strokeWidth: 2.4 }),
        Plot.text(ends, {
          x: "t",
          y: "m",
          text: (d: { name: string; n: number }) => `${d.n} ${d.name}`,
          dx: 8,
          textAnchor: "start",
          fill: "colour",
          fontWeight: 600,
        }),
        ...present.map(({ name, colour }) =>
          hits(
            Plot,
            bands.filter((b) => b.name === name),
            { x: "t", y: "m", fill: colour },
            (b) =>
              `${name}, ${Number(b.t.toPrecision(3))} ${seconds.name}: ${grouped(b.m)} ± ${grouped(b.m - b.low)} ${unit.name}`.trimEnd(),
          ),
        ),
      ],
    })),
  );
  return {
    item,
    rows: bands.map((b) => ({
      of,
      group: b.name,
      n: b.n,
      time: b.t / seconds.factor,
      mean: b.m / unit.factor,
      sd: (b.m - b.low) / unit.factor,
    })),
    says: first
      ? `${of}: n = ${joined.length} source neurons with ${grouped(width)} synapses.`
      : `${of}: n = ${nPre} source neurons with ${nPost} ${nPost === 1 ? "synapse" : "synapses"} each.`,
  };
}

/** Pictures of what the other fixtures do not have, as they have always looked: a hash each, numbers to five digits. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { curvePanel } from "../../src/experiment/kinds/figure/drawings/curve-panel.js";
import { factsOf } from "../../src/experiment/kinds/index.js";
import { designPage } from "../../src/report/design.js";
import { fieldTiles } from "../../src/report/plots/field-tiles.js";
import { plots } from "../../src/report/plots/index.js";
import type { Plot } from "../../src/report/plots/model.js";
import { panelPng } from "../../src/report/raster/panel.js";
import { hashOf } from "../golden/kept.js";
import { classifyResult, classifySpec, simulateResult, simulateSpec } from "./fixture.js";

const bytes = (data: Uint8Array) => createHash("sha256").update(data).digest("hex").slice(0, 12);
const made = (n: number, f: (k: number) => number) => Array.from({ length: n }, (_, k) => f(k));

/** Pictures of 4 x 5 pixels, and so many neurons. */
function small(nPost: number) {
  const base = classifyResult(1);
  const [rows, cols] = [4, 5];
  const conductance = Float32Array.from(made(rows * cols * nPost, (k) => 1e-9 * (50 + ((k * 7919) % 997))));
  const theta = Float32Array.from(made(nPost, (j) => 1e-3 * (j % 5)));
  const label = Int32Array.from(made(nPost, (j) => (j * 7) % 11)).map((c) => (c === 10 ? -1 : c));
  return { ...base, rows, cols, nPre: rows * cols, nPost, conductance, theta, label };
}

/** Three features, each at 2 x 3 places with windows of 3 x 3 pixels of a picture of 4 x 5 in two planes. */
function windows() {
  const [features, down, across, size] = [3, 2, 3, 3];
  const nPost = features * down * across;
  const rowsOf: number[][] = made(40, (k) => k).map(() => []);
  for (let j = 0; j < nPost; j++) {
    const place = j % (down * across);
    const [top, left] = [Math.floor(place / across), place % across];
    for (let plane = 0; plane < 2; plane++)
      for (let k = 0; k < size * size; k++)
        rowsOf[plane * 20 + (top + Math.floor(k / size)) * 5 + left + (k % size)]!.push(j);
  }
  const indptr = Int32Array.from([0, ...rowsOf.map((_, i) => rowsOf.slice(0, i + 1).flat().length)]);
  const indices = Int32Array.from(rowsOf.flat());
  const values = Float32Array.from(indices, (j, k) => 1e-7 * (1 + ((j * 31 + k * 17) % 53)));
  return { nPre: 40, nPost, indptr, indices, values };
}

test("figures of a report, one by one", async () => {
  const facts = factsOf(classifySpec());
  const of = facts as unknown as { homeostasis: object };
  const idle = { ...facts, homeostasis: { ...of.homeostasis, servoGain: 0 } } as unknown as typeof facts;
  const many = { ...small(6), classNames: made(30, (c) => c).map((c) => `a class no. ${c}`) };
  const { values, ...wiring } = windows();
  const shapes = { preShape: [2, 4, 5], postShape: [3, 2, 3] };
  const sparse = [{ name: "local", from: "input", to: "fields", ...shapes }];
  const simulated = simulateResult();
  const { physics } = facts;
  const later = <W extends { readonly t: Float64Array }>(w: W, by: number): W => ({
    ...w,
    t: w.t.map((t) => t + by),
  });
  const moved = (pre: number, post: number) => ({
    ...facts,
    physics: physics && { ...physics, pre: later(physics.pre, pre), post: later(physics.post, post) },
  });
  // What synapses stand for in pixels, from the device's floor up.
  const edges = { name: "oriented-edges", values: { blur: 1, orientations: 2, signed: 0, pool: 1 } };
  const front = { parts: [edges], shape: { planes: 2, rows: 4, cols: 5 } };
  const behind = {
    ...small(3),
    nPre: 40,
    conductance: Float32Array.from(made(40 * 3, (k) => 1e-9 * (20 + ((k * 7919) % 997)))),
  };
  const cases = {
    "waveforms that begin after their spikes": [small(1), moved(4e-3, 2e-3)],
    "a V_pre that begins before its spike": [small(1), moved(-4e-3, 0)],
    "a V_post that begins before both spikes": [small(1), moved(0, -9e-3)],
    "behind a front end": [behind, { ...facts, front }],
    "no neuron": [small(0), facts],
    "one neuron": [small(1), facts],
    "many neurons": [small(450), facts],
    "ideal weights": [
      { ...small(3), conductanceUnit: "1" },
      { ...facts, physics: null },
    ],
    "many classes": [
      { ...many, confusion: made(30, (k) => k).map((a) => made(32, (b) => (a * b) % 7)) },
      idle,
    ],
    "little history": [
      {
        ...small(2),
        history: { images: [10, 20], accuracy: [0.1, Number.NaN], postSpikes: [3, 4], thetaMean: [0, 1e-3] },
      },
      idle,
    ],
    "weak synapses": [{ ...small(3), conductance: small(3).conductance.map((g) => g * 1e-3) }, facts],
    windows: [
      { ...small(2), sparse: { local: wiring }, others: { local: values } },
      { ...facts, sparse },
    ],
    milliseconds: [
      {
        ...simulated,
        metrics: { ...simulated.metrics, duration: 0.02 },
        records: simulated.records.map((r) => ({
          ...r,
          ...("time" in r ? { time: r.time.map((t) => t * 1e-3) } : {}),
          ...(r.kind === "conductance" ? { unit: "1" } : {}),
        })),
      },
      factsOf({ ...simulateSpec(), duration: 0.02 }),
    ],
    "one synapse of many": [
      {
        ...simulated,
        records: simulated.records.map((r) => (r.kind === "conductance" ? { ...r, nPre: 5, nPost: 2 } : r)),
      },
      factsOf(simulateSpec()),
    ],
  } as unknown as Readonly<Record<string, Parameters<Plot["draw"]>>>;
  const looks: string[] = [];
  for (const [name, [result, facts]] of Object.entries(cases)) {
    looks.push(`# ${name}`);
    for (const [plot, { draw }] of Object.entries<Plot>(plots)) {
      const figure = await draw(result, facts);
      if (figure)
        looks.push(`${plot} ${hashOf(figure.body.text)} ${figure.caption.text.replace(/\s+/g, " ").trim()}`);
    }
  }
  await expect(`${looks.join("\n")}\n`).toMatchFileSnapshot("../golden/results/figures.txt");
});

test("pictures dot by dot, tiles and designs", async () => {
  const x = Float64Array.from(made(40, (k) => (k - 15) * 1e-3));
  const y = x.map((t) => 1e-9 * Math.sign(t) * (3 - Math.abs(t) * 100));
  const panel = curvePanel("ΔG of a curve", x, y, 0.7);
  const marks = ["line", "dashed", "dots", "outline", "bars"] as const;
  const each = marks.map((mark, k) => ({ name: `as ${mark}`, x, y: y.map((v) => v + k * 1e-9), mark }));
  const interval = { low: y.map((v) => v - 1e-9), high: y.map((v) => v + 1e-9) };
  const wave = { t: Float64Array.of(0, 1e-3, 2e-3), v: Float64Array.of(3, 1, 0) };
  const asked = Uint8Array.from(x, (t) => (Math.abs(t) < 2e-3 ? 0 : 1));
  const drawn = {
    title: "a <curve>",
    deltaT: x,
    wanted: y,
    change: y.map((v) => 0.9 * v),
    asked,
    pre: wave,
    post: wave,
  };
  const rows = [["misfit", "1 %"]] as const;
  const tiles = [1, 7, 450].map((n) => fieldTiles(small(n), null)!);
  const looks = [
    `curve ${bytes(panelPng(panel))}`,
    ...each.map((series) => `${series.name} ${bytes(panelPng({ ...panel, series: [series] }))}`),
    `intervals ${bytes(
      panelPng({
        ...panel,
        series: [
          { ...each[0]!, ...interval },
          { ...each[2]!, ...interval },
        ],
      }),
    )}`,
    `all ${bytes(panelPng({ ...panel, series: each }))}`,
    ...[0, 3e-9, -3e-9].map(
      (v) =>
        `flat at ${v} ${bytes(
          panelPng(
            curvePanel(
              "flat",
              x,
              x.map(() => v),
              1,
            ),
          ),
        )}`,
    ),
    `domains ${bytes(panelPng({ ...panel, x: { ...panel.x, domain: [-5e-3, 8e-3] }, y: { ...panel.y, domain: [0, 2e-9] } }))}`,
    `design ${hashOf(await designPage(drawn, rows, ["a note"]))}`,
    ...tiles.map(({ image, low, high }) =>
      [image.width, image.height, bytes(image.pixels), bytes(image.palette), low, high].join(" "),
    ),
  ];
  await expect(`${looks.join("\n")}\n`).toMatchFileSnapshot("../golden/results/pictures.txt");
});

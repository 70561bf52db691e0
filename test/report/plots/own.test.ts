import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { OwnFigure, OwnPlot } from "../../../src/experiment/own-plot.js";
import { ownFigures } from "../../../src/report/plots/own.js";
import { spikion } from "../../cli/spikion.js";
import { folderWith, SIMULATE } from "../../config/small.js";

const PLOT = `
export const doc = "a bar of spikes";
export const draw = ({ metrics: { spikes } }, { tick }) => ({
  title: "Spikes & more",
  svg: '<svg role="img" aria-label="a bar" viewBox="0 0 100 10"><rect width="' + spikes.input + '" height="5"/></svg>',
  caption: "spikes of the input in ticks of " + tick + " s",
});
`;

test("a plot of the user's own is drawn in the report, and drawn again", async () => {
  const folder = folderWith({ "bar.mjs": PLOT, "x.yaml": `${SIMULATE}plots: [{module: ./bar.mjs}]\n` });
  const out = join(folder, "run");
  const report = () => readFileSync(join(out, "report.html"), "utf8");
  expect(await spikion("run", join(folder, "x.yaml"), "--out", out, "--quiet")).toMatchObject({ code: 0 });
  const first = report();
  expect(first).toContain("<h3>Spikes &amp; more</h3>");
  expect(first).toContain('<rect width="40" height="5"/>');
  expect(first).toContain("spikes of the input in ticks of 0.0005 s");
  expect((await spikion("report", out, "--allow-modules")).code).toBe(0);
  expect(report()).toBe(first);
});

test("a report whose plot is gone says so, and has all else", async () => {
  const folder = folderWith({ "bar.mjs": PLOT, "x.yaml": `${SIMULATE}plots: [{module: ./bar.mjs}]\n` });
  const out = join(folder, "run");
  await spikion("run", join(folder, "x.yaml"), "--out", out, "--quiet");
  rmSync(join(folder, "bar.mjs"));
  // Another process, which has not imported it yet, would say what this one does of a module that never was.
  const yaml = readFileSync(join(out, "config.resolved.yaml"), "utf8");
  const { ownPlots } = await import("../../../src/node/own-plots.js");
  const [gone] = await ownPlots(yaml.replace("bar.mjs", "bars.mjs"), "x.yaml", {});
  expect(gone!.plot).toMatch(/there is no module .*bars\.mjs/);
  const { problems } = await ownFigures([gone!], result, facts);
  expect(problems).toEqual([
    expect.stringMatching(/The plot of .*bars\.mjs is left out: there is no module/),
  ]);
});

test("a module that is no plot is refused before the run", async () => {
  const folder = folderWith({
    "bar.mjs": "export const doc = 'x'",
    "x.yaml": `${SIMULATE}plots: [{module: ./bar.mjs}]\n`,
  });
  const { code, err } = await spikion("run", join(folder, "x.yaml"), "--out", join(folder, "run"));
  expect(code).toBe(2);
  expect(err).toMatch(
    /plots\.0\.module: .*bar\.mjs is not a plot: export "draw" must be a function, not nothing/,
  );
});

const result = { kind: "simulate", metrics: { kind: "simulate", seed: "1", interrupted: false } };
const facts = { kind: "simulate", constants: [], physics: null };
const good: OwnFigure = { title: "x", svg: '<svg role="img" aria-label="x"></svg>', caption: "x" };
const drawn = (draw: OwnPlot["draw"]) =>
  ownFigures([{ name: "p.mjs", plot: { doc: "x", draw } }], result, facts);

test("a plot may have nothing to draw, or take its time", async () => {
  expect(await drawn(() => null)).toEqual({ figures: [], problems: [] });
  expect(await drawn(async () => good)).toMatchObject({
    figures: [{ id: "own-0", title: "x" }],
    problems: [],
  });
});

test("a plot cannot change the run that it draws", async () => {
  await drawn((given) => {
    given.metrics.seed = "2";
    return good;
  });
  expect(result.metrics.seed).toBe("1");
});

test.each<[string, OwnPlot["draw"], RegExp]>([
  [
    "throws",
    () => {
      throw new Error("no ink");
    },
    /The plot of p\.mjs is left out: no ink\./,
  ],
  ["gives no figure", () => undefined as never, /left out: /],
  [
    "draws at NaN",
    () => ({ ...good, svg: good.svg.replace("></", '><rect x="NaN"/></') }),
    /x of rect is "NaN"/,
  ],
  ["draws two pictures", () => ({ ...good, svg: good.svg + good.svg }), /is not one svg element/],
  [
    "brings a script",
    () => ({ ...good, svg: good.svg.replace("></", "><script></script></") }),
    /has a script/,
  ],
  [
    "does not close its tags",
    () => ({ ...good, svg: good.svg.replace("></", "><g></") }),
    /ends what is not open/,
  ],
  ["names nothing", () => ({ ...good, title: "", caption: "" }), /has no title; has no caption/],
])("a plot that %s is left out in words", async (_, draw, message) => {
  const { figures, problems } = await drawn(draw);
  expect(figures).toEqual([]);
  expect(problems.join("\n")).toMatch(message);
});

test.each<[string, Partial<OwnFigure>]>([
  ["title", { title: "mean NaN S" }],
  ["caption", { caption: "a spread of Infinity" }],
  ["svg", { svg: '<svg role="img" aria-label="x"><text x="0">NaN nS</text></svg>' }],
])("a plot whose %s says a number that is none is left out, with the reason", async (part, wrong) => {
  const { figures, problems } = await drawn(() => ({ ...good, ...wrong }));
  expect(figures).toEqual([]);
  expect(problems).toEqual([
    expect.stringMatching(new RegExp(`its ${part} says (NaN|Infinity), which is no number`)),
  ]);
});

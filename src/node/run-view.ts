/** Everything that the page of one run shows, from its folder: finished, under way or cut short. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Course, courseOf, LIVE_FILE, PICTURE, parseLive } from "../dashboard/live.js";
import type { RunRow } from "../dashboard/rows.js";
import type { Bars, Confusion, Curve, RunView } from "../dashboard/view.js";
import type { KindResult } from "../experiment/kind.js";
import { kindOf } from "../experiment/kinds/index.js";
import { sentence, type Text } from "../experiment/text.js";
import { aboutExperiment } from "../report/about.js";
import { regularSize, textOf } from "./looked-at.js";
import { isRunFolder, type RunFolder, readRunFolder } from "./run-folder.js";

/** @param row  of the table @throws RunFolderError where a finished run cannot be read */
export async function runView(dir: string, row: RunRow): Promise<RunView> {
  const whole = row.state === "finished" || row.state === "interrupted";
  const run = whole && (await isRunFolder(dir)) ? await readRunFolder(dir) : undefined;
  const config = run?.resolvedYaml ?? textOf(join(dir, "config.resolved.yaml")) ?? "";
  const course = courseOf(parseLive(textOf(join(dir, LIVE_FILE)) ?? ""));
  return {
    row,
    about: Object.entries(aboutExperiment(config)).flatMap(([what, text]) =>
      what === "name" ? [] : [[what, text] as const],
    ),
    figures: run ? figuresOf(run) : [],
    notices: run ? noticesOf(run) : row.problem ? [row.problem] : [],
    curves: curvesOf(run?.result, course),
    confusion: run ? confusionOf(run.result) : null,
    bars: barsOf(run?.result),
    // Pictures become rarer while a run goes on; live.jsonl of a run from elsewhere may name any file.
    fields: course.fields.filter(({ file }) => PICTURE.test(file) && regularSize(dir, file) !== undefined),
    log: course.log,
    config: flatConfig(config),
    files: filesIn(dir),
    command: row.state === "running" || whole ? `spikion report ${dir}` : `spikion resume ${dir}`,
  };
}

function figuresOf({ result, facts }: RunFolder): RunView["figures"] {
  const { measures, page } = kindOf(result.kind);
  const headline = measures(result.metrics)
    .filter(({ interval }) => interval !== undefined)
    .map(({ doc, value, interval, cases }) => {
      const [low, high] = interval!.map((x) => `${(100 * x).toFixed(2)} %`);
      return [
        `accuracy, ${doc}`,
        `${(100 * value).toFixed(2)} % (95 %: ${low} to ${high}, ${cases})`,
      ] as const;
    });
  return [
    ...headline,
    ...page.keyFigures(result.metrics, facts).map(([what, text]) => [what, inWords(text)] as const),
  ];
}

/** The words of a text; what a page would mark is in brackets. */
function inWords(text: Text): string {
  if (typeof text === "string") return text;
  return text
    .map((piece) =>
      typeof piece === "string" ? piece : "mark" in piece ? `(${piece.mark})` : Object.values(piece)[0],
    )
    .join("");
}

function noticesOf({ result, facts }: RunFolder): string[] {
  const { notices } = kindOf(result.kind).page;
  return [
    ...(notices?.(result, facts) ?? []).map(inWords),
    ...(result.metrics.extrapolation ?? []).map(sentence),
  ];
}

/** Curves over what was learned from; a result's own where it keeps them, else those of live.jsonl. */
function curvesOf(result: KindResult | undefined, { accuracy }: Course): Curve[] {
  const curves: Curve[] = [];
  if (accuracy.done.length > 1)
    curves.push({
      name: "running accuracy",
      xLabel: accuracy.unit === "images" ? "training images" : accuracy.unit,
      x: accuracy.done,
      y: accuracy.value,
      unit: "1",
    });
  const { history } = (result ?? {}) as { history?: Record<string, number[]> };
  if (!history?.images) return curves;
  for (const [key, name, unit] of HISTORY) {
    const y = history[key];
    if (!y || y.length === 0) continue;
    const curve: Curve = { name, xLabel: "training images", x: history.images, y, unit };
    // At the end of each window it is the same number, without the stairs between.
    const at = curves.findIndex((c) => c.name === name);
    if (at >= 0) curves[at] = curve;
    else curves.push(curve);
  }
  return curves;
}

const HISTORY = [
  ["accuracy", "running accuracy", "1"],
  ["postSpikes", "output spikes per image", "1"],
  ["thetaMean", "mean adaptive threshold", "V"],
] as const;

/** Of a result whose answers are classes; null for others. */
export function confusionOf(result: KindResult): Confusion | null {
  const { confusion, classNames } = result as { confusion?: number[][]; classNames?: readonly string[] };
  if (!confusion || !classNames) return null;
  const extra = ["silent", "undecided"].slice(0, (confusion[0]?.length ?? 0) - classNames.length);
  const { confusionReadout: readout = "" } = result.metrics as { confusionReadout?: string };
  return { counts: confusion, rows: classNames, columns: [...classNames, ...extra], readout };
}

/** Measures that are parts of something, each drawn against the others. */
const PARTS = [
  ["disturb.", "Conductance moved, per synapse and image"],
  ["energy.perImage.", "Energy per image, by part"],
] as const;

function barsOf(result: KindResult | undefined): Bars[] {
  if (!result) return [];
  const all = kindOf(result.kind).measures(result.metrics);
  return PARTS.flatMap(([prefix, title]) => {
    const parts = all.filter(({ name }) => name.startsWith(prefix));
    if (parts.length === 0) return [];
    return [{ title, unit: parts[0]!.unit, bars: parts.map(({ doc, value }) => [doc, value] as const) }];
  });
}

/** A config by dotted paths; a list of plain values is one value. */
export function flatConfig(text: string): Record<string, string> {
  const flat: Record<string, string> = {};
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, path === "" ? key : `${path}.${key}`);
    } else flat[path] = typeof value === "string" ? value : JSON.stringify(value);
  };
  try {
    visit(parse(text), "");
  } catch {
    return {};
  }
  return flat;
}

/** Regular files, without those that only the program reads. */
export function filesIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isFile() && SHOWN.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/** Names of files that a page may link to. */
export const SHOWN = /^[\w][\w.-]*\.(html|json|jsonl|csv|npz|parquet|svg|yaml|yml|png)$/;

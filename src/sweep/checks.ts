/** What is wrong with a sweep's block beyond its form: names that lead nowhere, axes that undo one another. */
import { quoteAll } from "../config/errors.js";
import { STANDARD_MEASURE, type SweepBlock } from "../config/schema/sweep.js";
import { didYouMean } from "../config/suggest.js";
import type { PlainMap } from "../config/yaml.js";
import { kindOf } from "../experiment/kinds/index.js";
import { type Point, pointsOf, SweepProblem, shownLevels } from "./axes.js";
import { axisInfos, RESERVED } from "./axis-info.js";
import { baselineLevels, counterpartKey } from "./baseline.js";
import { isAccuracy, measureName, simulateNames } from "./compared.js";
import { pointKey } from "./level.js";

/**
 * @param kind  of the experiment
 * @param set   settings of the command line
 * @param document  of the experiment, complete
 * @returns everything that is wrong
 * @throws SweepProblem for axes that make no levels
 */
export function problemsOfBlock(
  block: SweepBlock,
  kind: string,
  set: readonly string[],
  document: PlainMap = {},
): SweepProblem[] {
  const points = pointsOf(block);
  return [
    ...namesOfAxes(block),
    ...measure(block, kind, document),
    ...paths(block, set),
    ...baseline(block, points),
    ...tolerance(block),
    ...toleranceMeasure(block),
  ];
}

function namesOfAxes({ axes }: SweepBlock): SweepProblem[] {
  return Object.keys(axes)
    .filter((name) => RESERVED.has(name))
    .map(
      (name) =>
        new SweepProblem(`axes.${name}`, "is a column that tables have already; accepted: another name"),
    );
}

/**
 * What is compared must be something that runs of this kind have. Figures compare nothing, and simulations nothing where no
 * measure is named.
 */
function measure(block: SweepBlock, kind: string, document: PlainMap): SweepProblem[] {
  const compared = kind === "simulate" ? simulateNames(document) : kindOf(kind).compared;
  const left = block.measure === STANDARD_MEASURE;
  if (compared.length === 0 || compared.includes(block.measure) || (kind === "simulate" && left)) return [];
  const problem = `"${block.measure}" is not what runs of kind "${kind}" are compared by; accepted: ${quoteAll(compared)}${didYouMean(block.measure, compared)}`;
  return [new SweepProblem("measure", problem)];
}

/** A setting that something else sets too would leave levels that differ in name only. */
function paths({ axes }: SweepBlock, set: readonly string[]): SweepProblem[] {
  const setBy = new Map<string, string>();
  for (const setting of set) setBy.set(setting.slice(0, setting.indexOf("=")).trim(), "--set");
  setBy.set("seed", "the list of seeds");
  return Object.entries(axes).flatMap(([name, axis]) => {
    const own = new Set(shownLevels(name, axis).flatMap((level) => level.set.map(({ path }) => path)));
    const problems = [...own].flatMap((path) => {
      const other = setBy.get(path);
      if (other === undefined) return [];
      return [
        new SweepProblem(`axes.${name}`, `sets ${path}, which ${other} sets too; accepted: one of them`),
      ];
    });
    for (const path of own) setBy.set(path, `the axis "${name}"`);
    return problems;
  });
}

/** What may be lost is a part of an accuracy. */
function toleranceMeasure({ tolerance: asked, measure: word }: SweepBlock): SweepProblem[] {
  if (!asked || isAccuracy(measureName(word))) return [];
  return [
    new SweepProblem(
      "tolerance",
      `is of accuracies, and "${word}" is none; accepted: no tolerance, or another measure`,
    ),
  ];
}

function axisProblem(block: SweepBlock, path: string, axis: string): SweepProblem[] {
  if (Object.hasOwn(block.axes, axis)) return [];
  return [
    new SweepProblem(path, `there is no axis "${axis}"; accepted: ${quoteAll(Object.keys(block.axes))}`),
  ];
}

function baseline(block: SweepBlock, points: readonly Point[]): SweepProblem[] {
  const { baseline } = block;
  if (baseline === undefined) return [];
  const names = Object.keys(baseline);
  if (names.length === 0)
    return [new SweepProblem("baseline", "names no axis; accepted: a level of at least one axis")];
  const absent = names.flatMap((axis) => axisProblem(block, `baseline.${axis}`, axis));
  if (absent.length > 0) return absent;
  const found = baselineLevels(block, points);
  const unknown = names
    .filter((axis) => !found[axis])
    .map((axis) => new SweepProblem(`baseline.${axis}`, noLevel(axis, baseline[axis], points)));
  if (unknown.length > 0) return unknown;
  // Of a grid every point has one; of a random design few do.
  const keys = new Set(points.map(pointKey));
  const compared = points.some((point) => {
    const other = counterpartKey(point, found);
    return other !== pointKey(point) && keys.has(other);
  });
  return compared || keys.size === 1
    ? []
    : [
        new SweepProblem(
          "baseline",
          `no point of this ${block.design} design differs from another in ${names.join(", ")} alone, so there are no differences; accepted: design grid, or no baseline`,
        ),
      ];
}

/** Levels that a message lists. */
const LISTED = 12;

function noLevel(axis: string, written: unknown, points: readonly Point[]): string {
  const texts = [...new Set(points.map((point) => point[axis]!.text))];
  const more = texts.length > LISTED ? `, … (${texts.length} in all)` : "";
  const shown = typeof written === "string" ? written : JSON.stringify(written);
  return `${shown} is no level of the axis "${axis}"; accepted: ${texts.slice(0, LISTED).join(", ")}${more}`;
}

function tolerance(block: SweepBlock): SweepProblem[] {
  const { tolerance, axes } = block;
  if (!tolerance) return [];
  const absent = axisProblem(block, "tolerance.axis", tolerance.axis);
  if (absent.length > 0) return absent;
  const axis = axes[tolerance.axis]!;
  if (axisInfos(block)[tolerance.axis]!.unit === null)
    return [
      new SweepProblem(
        "tolerance.axis",
        `the levels of "${tolerance.axis}" are not numbers; accepted: an axis whose levels are`,
      ),
    ];
  if (tolerance.refine > 0 && "cases" in axis)
    return [
      new SweepProblem(
        "tolerance.refine",
        `values between the cases of "${tolerance.axis}" are not known; accepted: 0, or an axis with a path`,
      ),
    ];
  return [];
}

/** What a sweep has to run: every point for every seed, each known by the hash of its whole config. */
import { ConfigError, quoteAll } from "../config/errors.js";
import { type ExperimentFile, openExperiment } from "../config/load.js";
import { displayName, readText } from "../config/locate.js";
import type { SweepBlock } from "../config/schema/sweep.js";
import type { ModuleOptions } from "../config/used-modules.js";
import { kindOf } from "../experiment/kinds/index.js";
import type { Files } from "../platform/files.js";
import { sha256 } from "../platform/sha256.js";
import { type Point, pointsOf, SweepProblem } from "./axes.js";

/** One run of a sweep. */
export interface Job {
  readonly point: Point;
  readonly seed: string;
  /** `path=value` each, as `--set` takes them. */
  readonly set: readonly string[];
  /** Name of its result: from the whole config, seed included; absent where the config is wrong. */
  readonly key?: string;
  /** What is wrong with its config. */
  readonly problem?: string;
}

export interface Plan {
  readonly file: string;
  readonly name: string;
  /** Of experiment. */
  readonly kind: string;
  readonly text: string;
  /** What its points are made of. */
  readonly opened: ExperimentFile;
  readonly block: SweepBlock;
  readonly about: { readonly question?: string; readonly source?: string; readonly expected?: string };
  readonly jobs: readonly Job[];
}

/**
 * @param set  settings of the command line, below those of the points
 * @param modules  which modules of the user's own may run
 * @throws ConfigError for a file without a sweep, or with a wrong one; wrong points are in the plan as such
 */
export async function planSweep(
  files: Files,
  file: string,
  set: readonly string[] = [],
  modules: ModuleOptions = {},
): Promise<Plan> {
  const path = files.resolve(files.cwd, file);
  const text = readText(files, path);
  const shown = displayName(files, path);
  const opened = openExperiment(files, text, file, modules);
  const block = opened.sweep();
  if (!block)
    throw new ConfigError(shown, [
      {
        file: shown,
        path: "sweep",
        problem: "is missing; accepted: a sweep with its axes (a single run: spikion run)",
      },
    ]);
  const base = (await opened.complete(set)).document;
  checkNames(block, shown);
  checkMeasure(block, base.kind, shown);
  const points = attempt(shown, () => pointsOf(block));
  const jobs: Job[] = [];
  // All points for the first seed, then for the next: a sweep that is stopped has something to say of every point.
  for (const seed of seedsOf(block))
    for (const point of points) jobs.push(await jobOf(opened, set, point, seed));
  const { question, source, expected } = base;
  return {
    file,
    name: files.nameOf(file).replace(/\.ya?ml$/, ""),
    kind: base.kind,
    text,
    opened,
    block,
    about: {
      ...(question === undefined ? {} : { question }),
      ...(source === undefined ? {} : { source }),
      ...(expected === undefined ? {} : { expected }),
    },
    jobs,
  };
}

/** The job of a point and a seed; its config is completed here, so that a wrong one shows before anything runs. */
export async function jobOf(
  opened: ExperimentFile,
  set: readonly string[],
  point: Point,
  seed: string,
): Promise<Job> {
  const own = Object.values(point).flatMap((level) =>
    level.set.map(({ path, value }) => `${path}=${JSON.stringify(value)}`),
  );
  const all = [...set, ...own, `seed=${JSON.stringify(seed)}`];
  try {
    const { document } = await opened.complete(all);
    return { point, seed, set: all, key: keyOf(document) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { point, seed, set: all, problem: error.message };
  }
}

/** Texts about an experiment are none of its numbers: who mends a sentence does not run all again. */
const TEXTS = new Set(["name", "question", "source", "expected", "runtime"]);

function keyOf(document: object): string {
  const numbers = Object.fromEntries(Object.entries(document).filter(([key]) => !TEXTS.has(key)));
  return sha256(JSON.stringify(numbers)).slice(0, 24);
}

export function seedsOf({ seeds }: SweepBlock): string[] {
  return typeof seeds === "number"
    ? Array.from({ length: seeds }, (_, k) => String(k + 1))
    : [...new Set(seeds.map(String))];
}

/** Axes that baseline and tolerance name must be there. */
function checkNames({ axes, baseline, tolerance }: SweepBlock, file: string): void {
  const named = [
    ...Object.keys(baseline ?? {}).map((axis) => ({ path: `sweep.baseline.${axis}`, axis })),
    ...(tolerance ? [{ path: "sweep.tolerance.axis", axis: tolerance.axis }] : []),
  ];
  const problems = named
    .filter(({ axis }) => !Object.hasOwn(axes, axis))
    .map(({ path, axis }) => ({
      file,
      path,
      problem: `there is no axis "${axis}"; accepted: ${Object.keys(axes)
        .map((n) => `"${n}"`)
        .join(", ")}`,
    }));
  if (problems.length > 0) throw new ConfigError(file, problems);
}

/** What is compared must be something that runs of this kind have; kinds without such measures compare nothing. */
function checkMeasure({ measure }: SweepBlock, kind: string, file: string): void {
  const { compared } = kindOf(kind);
  if (compared.length === 0 || compared.includes(measure)) return;
  const problem = `"${measure}" is not what runs of kind "${kind}" are compared by; accepted: ${quoteAll(compared)}`;
  throw new ConfigError(file, [{ file, path: "sweep.measure", problem }]);
}

function attempt<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof SweepProblem)) throw error;
    throw new ConfigError(file, [{ file, path: `sweep.${error.path}`, problem: error.problem }]);
  }
}

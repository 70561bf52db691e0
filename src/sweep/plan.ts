/** What a sweep has to run: every point for every seed, each known by the hash of its whole config. */
import { ConfigError, type Problem } from "../config/errors.js";
import { type ExperimentFile, type LoadOptions, openExperiment } from "../config/load.js";
import { displayName, readText } from "../config/locate.js";
import { COMMAND_LINE, settingsOfSweep } from "../config/override.js";
import type { SweepBlock } from "../config/schema/sweep.js";
import type { ModuleOptions } from "../config/used-modules.js";
import type { PlainMap } from "../config/yaml.js";
import type { Files } from "../platform/files.js";
import { nameOf, type Point, pointsOf, SweepProblem } from "./axes.js";
import { problemsOfBlock } from "./checks.js";
import { keysOf, NO_PLACES, type Places, placesOf, type Reads, readsOf } from "./key.js";

export type { Reads } from "./key.js";

/** One run of a sweep. */
export interface Job {
  readonly point: Point;
  readonly seed: string;
  /** `path=value` each, as `--set` takes them. */
  readonly set: readonly string[];
  /** What it reads besides its config. */
  readonly reads?: Reads;
  /** Name of its result: from the whole config, seed included; absent where the config is wrong. */
  readonly key?: string;
  /** The name that versions before gave its result, where that is another. */
  readonly before?: string;
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
  /** Settings of the command line that all its experiments have. */
  readonly set: readonly string[];
  /** Of files that only these tell apart. */
  readonly places: Places;
  /** What is odd and no mistake. */
  readonly notices: readonly string[];
}

/**
 * @param set  settings of the command line: those of the sweep (`sweep.seeds=3`), and those of all experiments, below those of
 *   the points
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
  const { ofSweep, ofRuns } = settingsOfSweep(set);
  const block = opened.sweep(ofSweep);
  if (!block)
    throw new ConfigError(shown, [
      {
        file: shown,
        path: "sweep",
        problem: "is missing; accepted: a sweep with its axes (a single run: spikion run)",
      },
    ]);
  const base = (await opened.complete(ofRuns)).document;
  const problems = attempt(shown, () =>
    problemsOfBlock(block, base.kind, ofRuns, base as unknown as PlainMap),
  );
  if (problems.length > 0) throw new ConfigError(shown, problems.map(problemIn(shown)));
  const points = pointsOf(block);
  const jobsBy = async (places: Places): Promise<Job[]> => {
    const jobs: Job[] = [];
    // All points for the first seed, then for the next: a sweep that is stopped has something to say of every point.
    for (const seed of seedsOf(block))
      for (const point of points) jobs.push(await jobOf(opened, ofRuns, point, seed, places));
    return jobs;
  };
  const unplaced = await jobsBy(NO_PLACES);
  const places = placesOf(unplaced.flatMap(({ reads }) => reads ?? []));
  const jobs = places.size === 0 ? unplaced : await jobsBy(places);
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
    set: ofRuns,
    places,
    notices: sameExperiments(jobs, shown),
  };
}

/**
 * The jobs of the first seed, with what shows only when data are read and networks are made: what a run would be refused
 * for.
 */
export async function builtJobs({ opened, jobs }: Plan): Promise<Job[]> {
  const datasets = new Map<string, LoadOptions["dataset"]>();
  const built: Job[] = [];
  for (const job of jobs.filter(({ seed }) => seed === jobs[0]!.seed)) {
    const { dataset = null } = job.reads ?? {};
    if (job.problem !== undefined) {
      built.push(job);
      continue;
    }
    try {
      const { spec } = await opened.check(job.set, dataset === null ? undefined : datasets.get(dataset));
      if (dataset !== null && spec && "dataset" in spec) datasets.set(dataset, spec.dataset);
      built.push(job);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      built.push({ ...job, problem: wordsOf(error) });
    }
  }
  return built;
}

/** What is wrong with configs, each problem once, with the first point that has it. */
export function problemsOfPoints(jobs: readonly Job[]): string[] {
  const first = new Map<string, string>();
  for (const { problem, point } of jobs)
    if (problem !== undefined && !first.has(problem)) first.set(problem, nameOf(point));
  return [...first].slice(0, MOST_TOLD).map(([problem, point]) => `${point}: ${problem}`);
}

/** Of problems that differ between points. */
const MOST_TOLD = 20;

/** Points that make one experiment: a level of theirs changes nothing, or is the default written out. */
function sameExperiments(jobs: readonly Job[], file: string): string[] {
  const points = new Map<string, string[]>();
  for (const { key, point } of jobs)
    if (key !== undefined) {
      const names = points.get(key);
      if (names) names.push(nameOf(point));
      else points.set(key, [nameOf(point)]);
    }
  const same = [...points.values()].map((names) => [...new Set(names)]).filter((names) => names.length > 1);
  // For every seed again.
  const told = [
    ...new Set(same.map((names) => `${file}: one experiment, so equal results: ${listed(names)}`)),
  ];
  const more = told.length - MOST_TOLD;
  if (more <= 0) return told;
  return [...told.slice(0, MOST_TOLD), `${file}: ${more} more groups of points that are one experiment each`];
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_TOLD;
  return `${names.slice(0, MOST_TOLD).join("; ")}${more > 0 ? `; and ${more} more points` : ""}`;
}

/** The job of a point and a seed of a sweep that has these places; its config is completed here, so that a wrong one shows before anything runs. */
export async function jobOf(
  opened: ExperimentFile,
  set: readonly string[],
  point: Point,
  seed: string,
  places: Places,
): Promise<Job> {
  const own = Object.values(point).flatMap((level) =>
    level.set.map(({ path, value }) => `${path}=${JSON.stringify(value)}`),
  );
  const all = [...set, ...own, `seed=${JSON.stringify(seed)}`];
  try {
    const { document } = await opened.complete(all);
    return { point, seed, set: all, ...keysOf(document, places), reads: readsOf(document as PlainMap) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { point, seed, set: all, problem: wordsOf(error) };
  }
}

/** Settings of a point are not the command line's. */
function wordsOf({ problems, message }: ConfigError): string {
  const own = problems.every(({ file }) => file === COMMAND_LINE.file);
  return own ? problems.map(({ path, problem }) => `${path}: ${problem}`).join("\n") : message;
}

export function seedsOf({ seeds }: SweepBlock): string[] {
  return typeof seeds === "number"
    ? Array.from({ length: seeds }, (_, k) => String(k + 1))
    : [...new Set(seeds.map(String))];
}

function attempt<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof SweepProblem)) throw error;
    throw new ConfigError(file, [problemIn(file)(error)]);
  }
}

function problemIn(file: string) {
  return ({ path, problem }: SweepProblem): Problem => ({ file, path: `sweep.${path}`, problem });
}

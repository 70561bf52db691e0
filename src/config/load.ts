/**
 * From YAML to what runs: references followed, settings laid on, validated, defaults filled in, SI numbers built.
 * Every step that finds problems says all it finds.
 */
import { stringify } from "yaml";
import type { Dataset } from "../dataset/model.js";
import { forecast } from "../experiment/forecast.js";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import type { Files } from "../platform/files.js";
import { ConfigError } from "./errors.js";
import { type Resolved, resolveDocument } from "./extends.js";
import { inlineData } from "./inline-data.js";
import { inlineDevices } from "./inline-devices.js";
import { inlineFactors } from "./inline-factors.js";
import { inlineRates } from "./inline-rates.js";
import { inlineWaveforms } from "./inline-waveforms.js";
import { experimentSchema, kinds } from "./kinds.js";
import { displayName, readText } from "./locate.js";
import { withoutPart } from "./merge.js";
import { inWords, problemsOf } from "./messages.js";
import { type LoadedModules, loadModules, mentionedModules } from "./modules.js";
import {
  applyOverrides,
  COMMAND_LINE,
  isOfSweep,
  isReference,
  type Override,
  parseOverrides,
} from "./override.js";
import { completed as completedNetwork } from "./schema/network.js";
import { readSweep, type SweepBlock } from "./schema/sweep.js";
import type { Building } from "./specs/building.js";
import { ProblemList } from "./specs/problems.js";
import type { ModuleOptions, UsedModule } from "./used-modules.js";
import { type PlainMap, parseYaml, type Sourced } from "./yaml.js";

/** What may be changed when an experiment file is read. */
export interface LoadOptions {
  /** `path=value` each, laid upon the file in this order. */
  readonly set?: readonly string[];
  /** Taken instead of the data set that the config names, whose files are then not read. */
  readonly dataset?: Dataset;
  /** Which modules of the user's own may run. */
  readonly modules?: ModuleOptions;
}

/** An experiment file as it was read: complete, and as `runExperiment` takes it. */
export interface LoadedExperiment {
  /** The file as its user knows it. */
  readonly file: string;
  /** Everything inline, every default written out; quantities as text. */
  readonly document: ExperimentDocument;
  /** The same as YAML: loading it gives the same experiment. */
  readonly resolvedYaml: string;
  /** The experiment in SI units, every default filled in: what `runExperiment` takes. */
  readonly spec: ExperimentSpec;
  /** What ran to make it: it will run again with the experiment. */
  readonly modules: readonly UsedModule[];
}

/** A resolved document as plain data: its own texts, and whatever fields its kind has. */
export interface ExperimentDocument {
  /** Kind of the experiment. */
  readonly kind: string;
  /** Name of the experiment. */
  readonly name: string;
  /** What the run answers. */
  readonly question?: string;
  /** Where question and numbers come from. */
  readonly source?: string;
  /** What it should print. */
  readonly expected?: string;
  /** How long it takes, in words. */
  readonly runtime?: string;
  readonly [field: string]: unknown;
}

/**
 * An experiment with everything inline and every default written out, before anything is built or read from disk. Plain
 * data: another process can make the same experiment of it.
 */
export interface CompleteExperiment {
  /** The file, as it was named. */
  readonly file: string;
  /** The config with every reference followed and every default written out: what config.resolved.yaml holds. */
  readonly document: ExperimentDocument;
  /** Where each value was written, for what is found wrong when parts are built. */
  readonly origins: Sourced["origins"];
  /** The modules that it was completed with. */
  readonly modules: readonly UsedModule[];
}

/** A file that is read and whose references are followed once, for all experiments that settings make of it. */
export interface ExperimentFile {
  /**
   * The sweep block; undefined where there is none.
   * @param set  settings of the sweep itself, such as `sweep.seeds=3`, laid upon what is written
   * @throws ConfigError with all problems of the block
   */
  sweep(set?: readonly string[]): SweepBlock | undefined;
  /**
   * @param set  `path=value` each, laid upon the file in this order
   * @throws ConfigError as `loadExperiment`, but for problems that show only when data are read and parts are built
   */
  complete(set?: readonly string[]): Promise<CompleteExperiment>;
  /** @throws ConfigError with all problems */
  load(options?: Omit<LoadOptions, "modules">): Promise<LoadedExperiment>;
  /**
   * Everything that can be checked.
   * @param dataset  that the experiment names, where it is in memory already
   * @returns the modules that were not run, where none may, and what was built: nothing, unless those modules only draw
   * @throws ConfigError with all problems found
   */
  check(
    set?: readonly string[],
    dataset?: Dataset,
  ): Promise<{
    readonly unread: readonly UsedModule[];
    readonly spec: ExperimentSpec | undefined;
  }>;
}

/**
 * Reads an experiment file, with what it extends and names.
 * @param files  where it and what it names are
 * @throws ConfigError with all problems of the config
 */
export async function loadExperiment(
  files: Files,
  file: string,
  options: LoadOptions = {},
): Promise<LoadedExperiment> {
  return loadExperimentText(files, readText(files, files.resolve(files.cwd, file)), file, options);
}

/** As `loadExperiment`, for text that lies, or could lie, at `file`. */
export async function loadExperimentText(
  files: Files,
  text: string,
  file: string,
  options: LoadOptions = {},
): Promise<LoadedExperiment> {
  return openExperiment(files, text, file, options.modules).load(options);
}

/**
 * @param text  of a file that lies, or could lie, at `path`
 * @param modules  "none" runs no module, and leaves out what depends on one
 * @throws ConfigError where the text is not YAML
 */
export function openExperiment(
  files: Files,
  text: string,
  path: string,
  modules: ModuleOptions = {},
): ExperimentFile {
  const file = files.resolve(files.cwd, path);
  const shown = displayName(files, file);
  const written = parseYaml(text, shown);
  const resolved = new Map<string, Resolved>();
  /** The file's document with references followed, those that settings name instead of the file's own. */
  const following = (references: readonly Override[]): Resolved => {
    const key = JSON.stringify(references);
    const known = resolved.get(key) ?? resolveDocument(files, applyOverrides(written, references), file);
    resolved.set(key, known);
    return known;
  };
  const completed = (set: readonly string[] = []) => {
    const overrides = parseOverrides(set);
    refuseSweepSettings(overrides);
    const resolved = laidOn(following(overrides.filter(isReference)), overrides);
    return complete(files, resolved, file, shown, modules);
  };
  return {
    sweep: (set = []) => {
      const { document } = following([]);
      if (document.value.sweep === undefined) return undefined;
      return sweepBlock(applyOverrides(document, parseOverrides(set)) as Sourced<PlainMap>, shown);
    },
    complete: async (set) => (await completed(set)).experiment,
    load: async ({ set, dataset } = {}) => {
      const { experiment, parts } = await completed(set);
      const { document } = experiment;
      const spec = build(experiment, { data: dataset ?? files, files, parts });
      return { file: shown, document, resolvedYaml: toYaml(document), spec, modules: experiment.modules };
    },
    check: async (set, dataset) => {
      const { experiment, parts, unread } = await completed(set);
      const spec = unread.every(({ family }) => family === "plots")
        ? build(experiment, { data: dataset ?? files, files, parts })
        : undefined;
      return { unread: unread.length > 0 ? experiment.modules : [], spec };
    },
  };
}

/**
 * What a complete experiment runs as, wherever it was completed: its modules run.
 * @param dataset  that it names, where it is in memory already
 * @throws ConfigError with all problems that show only when data are read and parts are built, and for modules that have
 *   changed since it was completed
 */
export async function specOf(
  files: Files,
  experiment: CompleteExperiment,
  dataset?: Dataset,
): Promise<ExperimentSpec> {
  const { document, origins, modules } = experiment;
  const mentioned = mentionedModules(files, { value: document as PlainMap, origins });
  const { parts } = await loadModules(files, mentioned, { allow: "all", expected: modules });
  return build(experiment, { data: dataset ?? files, files, parts });
}

function build(
  { file, document, origins }: CompleteExperiment,
  given: Omit<Building, "problems">,
): ExperimentSpec {
  const problems = new ProblemList(origins, document);
  const spec = kinds[document.kind]!.build(document, { ...given, problems });
  problems.raise(file);
  const large = spec && forecast(spec);
  if (large) problems.add(large.path, large.problem);
  problems.raise(file);
  if (!spec) throw new Error(`${file}: neither a spec nor problems`);
  return spec;
}

async function complete(
  files: Files,
  { document: assembled, unresolved }: Resolved,
  file: string,
  shown: string,
  modules: ModuleOptions,
): Promise<{ readonly experiment: CompleteExperiment } & Omit<LoadedModules, "used">> {
  const inline = inlineData(
    files,
    inlineWaveforms(files, inlineFactors(files, inlineRates(files, inlineDevices(files, assembled)))),
  );
  const mentioned = mentionedModules(files, inline);
  const { document } = mentioned;
  const { parts, used, unread } = await loadModules(files, mentioned, modules);
  const network = completedNetwork(document.value.network);
  const name = files.nameOf(file).replace(/\.ya?ml$/, "");
  const value = { name, ...document.value, ...(network === undefined ? {} : { network }) };
  const parsed = experimentSchema(parts, value).safeParse(value, inWords);
  const found = (parsed.success ? [] : problemsOf(parsed.error, document.origins)).filter(
    ({ path }) => !unread.some((part) => `${path}.`.startsWith(`${part.path}.`)),
  );
  if (unresolved.length + found.length > 0) {
    const absent = ["network", "dataset"].filter((key) =>
      unresolved.some(({ path }) => path.split(".")[0] === key),
    );
    throw new ConfigError(shown, [...unresolved, ...found.filter(({ path }) => !absent.includes(path))]);
  }
  // Without the parts of unread modules their defaults are not known: the document stays as it is written.
  const data = (parsed.success ? parsed.data : value) as unknown as ExperimentDocument;
  const experiment = { file: shown, document: data, origins: document.origins, modules: used };
  return { experiment, parts, unread };
}

function sweepBlock(document: Sourced<PlainMap>, shown: string): SweepBlock {
  const read = readSweep(document.value.sweep);
  if ("block" in read) return read.block;
  const below = new Map(
    [...document.origins].map(([path, origin]) => [path.replace(/^sweep\.?/, ""), origin]),
  );
  const found = problemsOf(read.error, below).map((p) => ({ ...p, path: `sweep.${p.path}` }));
  throw new ConfigError(shown, found);
}

/** @throws ConfigError where settings of a sweep are given to a single run, on which they would have no effect */
function refuseSweepSettings(overrides: readonly Override[]): void {
  const problems = overrides.filter(isOfSweep).map(({ path }) => ({
    ...COMMAND_LINE,
    path,
    problem: "is a setting of a sweep; accepted: with spikion sweep, for a file that has a sweep",
  }));
  if (problems.length > 0) throw new ConfigError("--set", problems);
}

/** The resolved document with all settings on top but the references, which were followed before. */
function laidOn({ document: whole, unresolved }: Resolved, overrides: readonly Override[]): Resolved {
  // A sweep is about many experiments: each of them is without it.
  const document = withoutPart(whole, "sweep");
  const settings = overrides.filter((o) => !isReference(o));
  // Settings of a part that is not there would only repeat that it is not.
  const applicable = settings.filter((o) => Object.hasOwn(document.value, o.path.split(".")[0]!));
  const applied = applyOverrides(document, unresolved.length > 0 ? applicable : settings);
  return { document: applied as Sourced<PlainMap>, unresolved };
}

function toYaml(document: ExperimentDocument): string {
  return stringify(document, { lineWidth: 110, aliasDuplicateObjects: false });
}

/** Experiments by name: those that come with spikion, and files of the user's own without their ending. */
import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigError } from "../config/errors.js";
import { filesIn, nearest } from "../config/suggest.js";
import { parseYaml } from "../config/yaml.js";
import { readText } from "./config.js";
import { disk, packageRoot } from "./disk.js";

/** One that comes with spikion. */
export interface PackagedExperiment {
  /** "studies/mnist-eis-400": its path below experiments/, without the ending. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
}

export interface DescribedExperiment extends PackagedExperiment {
  readonly question: string;
  readonly runtime: string;
  readonly kind: string;
  /** Whether it is a sweep: many runs. */
  readonly sweep: boolean;
}

const HOME = join(packageRoot, "experiments");
const YAML = /\.ya?ml$/i;

/** Every experiment that comes with spikion, the quickstart first. */
export function packagedExperiments(): PackagedExperiment[] {
  const names = readdirSync(HOME, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => YAML.test(path) && isExperiment(join(HOME, path)))
    .map((path) => path.replace(YAML, ""))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  return names.map((name) => ({ name, file: join(HOME, `${name}.yaml`) }));
}

const depth = (name: string) => name.split("/").length;

/** Whether a YAML file is an experiment, and not a device, a network or voltages: it has a kind, or extends a file. */
export function isExperiment(file: string): boolean {
  try {
    const text = readText(file);
    return KIND.test(text) || BASE.test(text);
  } catch {
    // What is wrong with it is said by whoever reads it as one.
    return true;
  }
}

const KIND = /^(?:\{\s*)?["']?kind["']?\s*:/m;
/** Experiments name the file they extend by its path, networks by its name. */
const BASE = /^(?:\{\s*)?["']?extends["']?\s*:\s*["']?([^\s"',}]+\.ya?ml)\b/m;

/** What its file says about it. */
export function described(experiment: PackagedExperiment): DescribedExperiment {
  const { value } = parseYaml(readText(experiment.file), experiment.name);
  const map = value as Readonly<Record<string, unknown>>;
  const text = (key: string) => (typeof map[key] === "string" ? (map[key] as string).trim() : "");
  return {
    ...experiment,
    question: text("question"),
    runtime: text("runtime"),
    kind: kindOf(experiment.file),
    sweep: map.sweep !== undefined,
  };
}

/** The kind that a file gives, or the one it extends. */
function kindOf(file: string): string {
  const text = readText(file);
  const own = /^kind\s*:\s*["']?([\w-]+)/m.exec(text)?.[1];
  const base = BASE.exec(text)?.[1];
  if (own !== undefined || base === undefined) return own ?? "";
  const beside = resolve(dirname(file), base);
  return kindOf(disk.exists(beside) ? beside : join(packageRoot, base));
}

/**
 * The file that a command's argument means: a path; a file of the user's without its ending; or an experiment that comes
 * with spikion, by its name, the last part of it, or its path as the documentation writes it.
 * @throws ConfigError that says what else may have been meant
 */
export function experimentFile(name: string): string {
  const own = ["", ".yaml", ".yml"].map((ending) => `${name}${ending}`);
  const here = own.find((path) => name !== "" && disk.exists(path) && !disk.isFolder(path));
  if (here !== undefined) return here;
  const plain = name
    .replaceAll("\\", "/")
    .replace(/^(\.\/)?experiments\//, "")
    .replace(YAML, "");
  const packaged = packagedExperiments();
  const found = packaged.filter(
    (e) => e.name === plain || (!/[\\/]/.test(name) && basename(e.name) === plain),
  );
  if (found.length === 1) return found[0]!.file;
  // A folder is refused as one, by whatever reads it.
  if (disk.exists(name)) return name;
  const problem =
    found.length > 1
      ? `stands for several experiments; accepted: one of ${found.map((e) => e.name).join(", ")}`
      : `there is no such file, nor an experiment of that name${meant(name, plain, packaged)}; spikion list experiments names those that come with spikion`;
  throw new ConfigError(name, [{ file: name, path: "", problem }]);
}

function meant(name: string, plain: string, packaged: readonly PackagedExperiment[]): string {
  const folder = disk.resolve(disk.cwd, dirname(name));
  const beside = filesIn(disk, folder).filter((file) => YAML.test(file));
  const file =
    nearest(basename(name), beside) ??
    nearest(
      `${basename(name)}.yaml`,
      beside.filter((f) => f.endsWith(".yaml")),
    );
  if (file !== undefined) return ` (did you mean "${join(dirname(name), file)}"?)`;
  const names = packaged.flatMap((e) => [e.name, basename(e.name)]);
  const near = nearest(plain, names) ?? nearest(basename(plain), names);
  return near === undefined ? "" : ` (did you mean "${near}"?)`;
}

/** A data set or a network that comes with spikion, or lies in a folder of that name here. */
export interface NamedDocument {
  readonly name: string;
  /** What its file says first. */
  readonly doc: string;
}

/** @returns  those that a config can name, by `dataset: mnist` or `network: winner-take-all` */
export function namedDocuments(folder: "datasets" | "networks"): NamedDocument[] {
  const places = [...new Set([disk.resolve(disk.cwd, folder), join(packageRoot, folder)])];
  const found = new Map<string, string>();
  for (const place of places)
    for (const file of filesIn(disk, place))
      if (YAML.test(file) && !found.has(file)) found.set(file, readText(join(place, file)));
  return [...found]
    .map(([file, text]) => ({ name: file.replace(YAML, ""), doc: docOf(text) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A description, or the comment that a file begins with. */
function docOf(text: string): string {
  const { value } = parseYaml(text, "");
  const { description } = value as { readonly description?: unknown };
  if (typeof description === "string") return description.trim();
  const comment = /^(?:#(?! yaml-language-server).*\n)+/m.exec(text)?.[0] ?? "";
  return comment.replaceAll(/^# ?/gm, "").replaceAll("\n", " ").trim();
}

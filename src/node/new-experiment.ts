/** The text of an experiment's file that begins as another. */
import { dirname, join, relative, resolve } from "node:path";
import { parseYaml } from "../config/yaml.js";
import { openExperiment, readText } from "./config.js";
import { disk, packageRoot } from "./disk.js";
import { experimentFile } from "./experiments.js";

export interface NewExperiment {
  readonly text: string;
  /** Whether it plans many runs. */
  readonly sweep: boolean;
}

/** What a file says about itself: a new one has words of its own. */
const WORDS = /^(question|source|expected|runtime|name|extends)\s*:/;

/**
 * @param from  an experiment as commands name it, or the folder of a run, whose every value is then written out
 * @param file  where the new one will be
 * @throws ConfigError or RunFolderError where there is no such experiment, or a wrong one
 */
export async function experimentFrom(from: string, file: string): Promise<NewExperiment> {
  if (disk.exists(join(from, "config.resolved.yaml"))) return { text: ofRun(from), sweep: false };
  const base = experimentFile(from);
  // What is wrong with it would be wrong with the new one too.
  const written = readText(base);
  await openExperiment(written, base, { allow: "none" }).complete();
  const { sweep } = parseYaml(written, from).value as { readonly sweep?: unknown };
  const extended = disk.below(packageRoot, resolve(base)) ?? beside(base, file);
  const text = `${schemaLine(file)}# Begins as ${extended}; what is written here counts instead. Lines with "#" are those of that file: take the "#"
# off to change a value. Every field: spikion schema --out schema, then schema/fields.md.
extends: ${extended}
question: What shall this run answer?
seed: "1"

${commented(written)}`;
  return { text, sweep: sweep !== undefined };
}

/** Lines of a file as comments, without its words about itself and without the seed, which is given. */
function commented(text: string): string {
  const lines: string[] = [];
  let left = false;
  for (const line of text.split("\n")) {
    // A key at the left begins a block that goes on as long as lines are indented.
    if (/^\S/.test(line)) left = WORDS.test(line) || /^(#|seed\s*:)/.test(line);
    if (!left && line.trim() !== "") lines.push(`# ${line}`);
  }
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

function beside(base: string, file: string): string {
  const way = relative(dirname(resolve(file)), resolve(base)).replaceAll("\\", "/");
  return way.startsWith(".") ? way : `./${way}`;
}

/** Lets editors check the file while it is written. */
function schemaLine(file: string): string {
  const schema = relative(dirname(resolve(file)), join(packageRoot, "schema", "experiment.schema.json"));
  return `# yaml-language-server: $schema=${schema.replaceAll("\\", "/")}\n`;
}

/** Of a run every value is known. */
function ofRun(dir: string): string {
  const text = readText(join(dir, "config.resolved.yaml"));
  const withoutName = text.replace(/^name:.*\n/m, "");
  return `# Every value of ${dir}, defaults included.\n${withoutName}`;
}

/** What may stand in the place of the word that is being typed: for the scripts of `spikion completion`. */
import yargs, { type Argv } from "yargs";
import { type Command, optionsOf } from "./command.js";
import { allCommands, nameOf } from "./commands/index.js";

/** Commands whose first word is an experiment. */
const EXPERIMENTS = new Set(["run", "sweep", "montecarlo", "check", "events"]);

/**
 * @param words  after "spikion", the one that is being typed last, maybe empty
 * @returns  words that begin as it does; none where a file or a number is meant
 */
export async function completions(words: readonly string[]): Promise<string[]> {
  const typed = words.at(-1) ?? "";
  return (await candidates(words.slice(0, -1), typed)).filter((word) => word.startsWith(typed)).sort();
}

async function candidates(before: readonly string[], typed: string): Promise<string[]> {
  const commands = allCommands();
  const [name] = before;
  if (name === undefined) return [...commands.map(nameOf), "--help", "--version"];
  const command = commands.find((c) => nameOf(c) === name);
  if (!command) return [];
  const { options, choices, commands: below } = described(command, before.slice(1));
  const last = before.at(-1)!;
  if (typed.startsWith("-")) return [...options.map((name) => `--${name}`), "--help"];
  const option = /^--(.+)$/.exec(last)?.[1];
  if (option !== undefined && choices[option]) return [...choices[option]];
  if (option !== undefined) return await namesFor(option, typed);
  if (below.length > 0 && before.length === 1) return below;
  if (name === "completion") return ["bash", "zsh", "fish"];
  return before.slice(1).some((word) => !word.startsWith("-")) && name !== "check"
    ? []
    : await namesFor(name, typed);
}

/** Of a command, or of one below it ("device fit"). */
function described({ builder, below }: Command, [first]: readonly string[]) {
  const chosen = below.find((command) => nameOf(command) === first);
  const build = (chosen?.builder ?? builder) as (args: Argv) => Argv;
  const { key, choices } = optionsOf(build(yargs([])));
  const options = Object.keys(key).filter((option) => !["help", "version"].includes(option));
  return { options, choices, commands: below.map(nameOf) };
}

/** Names that a command or an option takes. */
async function namesFor(what: string, typed: string): Promise<string[]> {
  if (EXPERIMENTS.has(what) || what === "from") {
    const { packagedExperiments } = await import("../node/experiments.js");
    // By the name alone, or with the folder where one has begun to type it.
    const names = packagedExperiments().map(({ name }) => name);
    return typed.includes("/") ? names : names.map((name) => name.slice(name.lastIndexOf("/") + 1));
  }
  if (what === "list") {
    const { familyNames } = await import("../parts.js");
    return ["experiments", "datasets", "networks", "parts", ...familyNames];
  }
  if (what === "stdp" || what === "rescale" || what === "form") {
    const { forms } = await import("../core/waveform/index.js");
    return Object.keys(forms);
  }
  if (what === "device") {
    const { devices } = await import("../core/device/index.js");
    return Object.keys(devices);
  }
  if (["resume", "evaluate", "report", "records"].includes(what)) return await runFolders();
  return [];
}

/** Those in runs/. */
async function runFolders(): Promise<string[]> {
  const { readdir } = await import("node:fs/promises");
  const entries = await readdir("runs", { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `runs/${name}`);
}

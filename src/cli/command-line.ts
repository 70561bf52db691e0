/** The command line. Commands load what they need when they run, so that help is there at once. */
import { readFileSync } from "node:fs";
import yargs, { type Argv } from "yargs";
import { didYouMean } from "../config/suggest.js";
import { optionsOf, print, refuseRepeated } from "./command.js";
import { allCommands, commandGroups, nameOf } from "./commands/index.js";
import { COMPLETE } from "./completion-script.js";
import { EXIT, exitCodeOf, explain, UsageError } from "./errors.js";
import { helpText, helpWidth } from "./help.js";
import { takeSimdWidth } from "./simd.js";
import { styled } from "./terminal.js";

/** Run the command line. @returns the exit code */
export async function commandLine(args: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const done = (result: number): void => {
    code = result;
  };
  if (args[0] === COMPLETE) {
    const { completions } = await import("./complete.js");
    await print((await completions(args.slice(1))).map((word) => `${word}\n`).join(""));
    return code;
  }
  // Ours: yargs knows no groups of commands.
  if (["--help", "-h", "help"].includes(args[0] ?? "") && args.length === 1) {
    await print(helpText(version()));
    return code;
  }
  const words = args[0] === "help" ? [...args.slice(1), "--help"] : [...args];
  const parser: Argv = yargs(words)
    .scriptName("spikion")
    .usage("$0 <command>\n\nSpiking networks whose plastic synapses are electrochemical ionic synapses.")
    .version(version())
    .alias("h", "help")
    .middleware(refuseRepeated)
    .demandCommand(1, "a command is missing")
    .strict()
    .recommendCommands()
    .parserConfiguration({ "parse-numbers": false, "dot-notation": false })
    .wrap(helpWidth())
    .exitProcess(false)
    .fail((message, error) => {
      // The options are those of the command that is being read.
      throw error ?? new UsageError(inWords(message, words, Object.keys(optionsOf(parser).key)));
    });
  for (const makers of Object.values(commandGroups)) for (const make of makers) parser.command(make(done));
  try {
    takeSimdWidth();
    await parser.parseAsync();
    return code;
  } catch (error) {
    process.stderr.write(`${styled(explain(error), "red", process.stderr)}\n`);
    return exitCodeOf(error);
  }
}

/**
 * What yargs says of a mistake, with what may have been meant.
 * @param words    as typed
 * @param options  that the command has
 */
function inWords(message: string, words: readonly string[], options: readonly string[]): string {
  const choice = /Argument: ([\w-]+), Given: (.+), Choices: (.+)/.exec(message ?? "");
  const problem = choice
    ? `${choice[1]}: ${choice[2]} is not accepted; accepted: ${choice[3]}`
    : message?.startsWith("Did you mean")
      ? `there is no command "${misspelt(words)}". ${message}`
      : message;
  const unknown = /^Unknown arguments?: (.+)$/.exec(message ?? "")?.[1]?.split(", ") ?? [];
  const meant = unknown
    .filter((name) => words.some((word) => word.startsWith(`--${name}`)))
    .map((name) => didYouMean(name, options).replace('"', '"--'));
  const of = commandOf(words);
  return `${problem}${meant.join("")}; spikion ${of}--help lists what is accepted`;
}

/** The first word that is no command. */
function misspelt(words: readonly string[]): string {
  const [first = "", second = ""] = words.filter((word) => !word.startsWith("-"));
  return commandOf([first]) === "" || second === "" ? first : `${first} ${second}`;
}

/** "run ", where the first word is a command. */
function commandOf([first]: readonly string[]): string {
  return allCommands().some((command) => nameOf(command) === first) ? `${first} ` : "";
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}

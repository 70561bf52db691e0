/** The command line. Commands load what they need when they run, so that help is there at once. */
import { readFileSync } from "node:fs";
import yargs, { type Argv } from "yargs";
import { optionsOf, print, refuseRepeated } from "./command.js";
import { commandGroups } from "./commands/index.js";
import { COMPLETE } from "./completion-script.js";
import { EXIT, exitCodeOf, explain, UsageError } from "./errors.js";
import { helpText, helpWidth } from "./help.js";
import { takeSimdWidth } from "./simd.js";
import { styled } from "./terminal.js";
import { usageWords } from "./usage-words.js";

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
      // Of its own errors yargs throws some and tells others; ours come through as they are.
      if (error && error.name !== "YError") throw error;
      const known = Object.keys(optionsOf(parser).key);
      throw new UsageError(usageWords(message ?? error?.message ?? "", words, known));
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

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}

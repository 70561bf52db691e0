/** What is wrong with a command line, in our words instead of those of yargs, with what may have been meant. */
import { didYouMean } from "../config/suggest.js";
import type { Command } from "./command.js";
import { allCommands, nameOf } from "./commands/index.js";

/**
 * @param message  as yargs says it
 * @param words    as typed
 * @param options  that the command has
 */
export function usageWords(message: string, words: readonly string[], options: readonly string[]): string {
  const command = commandOf(words);
  const of = command === undefined ? "" : `${nameOf(command)} `;
  return `${problemOf(message, words, options)}; spikion ${of}--help lists what is accepted`;
}

function problemOf(message: string, words: readonly string[], options: readonly string[]): string {
  const choice = /Argument: ([\w-]+), Given: (.+), Choices: (.+)/.exec(message);
  if (choice) return `${choice[1]}: ${choice[2]} is not accepted; accepted: ${choice[3]}`;
  const valueless = /^Not enough arguments following: ([\w-]+)/.exec(message)?.[1];
  if (valueless !== undefined) return `--${valueless}: a value is missing`;
  if (message.startsWith("Not enough non-option arguments")) return missing(words);
  const command = /^(Did you mean|Unknown)/.test(message) ? noCommand(words) : undefined;
  if (command !== undefined) return command;
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(", ");
  if (unknown) return `${message}${unknown.map((name) => meant(name, words, options)).join("")}`;
  const [first = ""] = words;
  return first.startsWith("-") ? `${message}${meant(first.replace(/^-+/, ""), words, options)}` : message;
}

/** The option that a misspelt one may stand for. */
function meant(name: string, words: readonly string[], options: readonly string[]): string {
  if (!words.some((word) => word.startsWith(`--${name}`))) return "";
  return didYouMean(name, options).replace('"', '"--');
}

/** What must follow the command: "run: <experiment> is missing". */
function missing(words: readonly string[]): string {
  const [, second = ""] = words;
  const first = commandOf(words);
  const below = first?.below.find((command) => nameOf(command) === second);
  const [name = "", ...following] = (below ?? first)?.command.split(" ") ?? [];
  const needed = following.find((word) => word.startsWith("<")) ?? "a word";
  return `${below && first ? `${nameOf(first)} ` : ""}${name}: ${needed.replace("..", "")} is missing`;
}

/** What is said where the first word, or the one after it, should be a command and is none. */
function noCommand(words: readonly string[]): string | undefined {
  const [first = "", second = ""] = words.filter((word) => !word.startsWith("-"));
  const command = commandOf([first]);
  const [typed, wrong, accepted] =
    command === undefined ? [first, first, allCommands()] : [`${first} ${second}`, second, command.below];
  const names = accepted.map(nameOf);
  if (wrong === "" || names.length === 0 || names.includes(wrong)) return undefined;
  return `there is no command "${typed}"${didYouMean(wrong, names)}`;
}

function commandOf([first]: readonly string[]): Command | undefined {
  return allCommands().find((command) => nameOf(command) === first);
}

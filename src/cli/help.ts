/** `spikion --help`: all commands in groups, as wide as the terminal. */
import type { Command } from "./command.js";
import { commandGroups } from "./commands/index.js";
import { styled, widthOf, wrapped } from "./terminal.js";

/** Wider lines are hard to read. */
const WIDEST = 100;

export const helpWidth = (): number => Math.min(WIDEST, widthOf());

/** What to type first, with what it does. */
const BEGINNING = [
  ["spikion run quickstart", "train 100 neurons on digits: about 15 s"],
  ["spikion list experiments", "what else there is to run"],
  ["spikion new mine --from quickstart", "a file of your own"],
  ["spikion <command> --help", "options and examples of a command"],
] as const;

export function helpText(version: string, width = helpWidth()): string {
  const groups = Object.entries(commandGroups).map(([title, makers]) => {
    const commands = makers.map((make) => make(() => {}));
    return section(
      title,
      commands.map((c) => [usageOf(c), String(c.describe)] as const),
      width,
    );
  });
  return [
    styled(`spikion ${version}`, "bold"),
    wrapped("Spiking networks whose plastic synapses are electrochemical ionic synapses.", width),
    "",
    section("To begin", BEGINNING, width),
    ...groups,
    section(
      "Options",
      [
        ["-h, --help", "show this, or the help of a command"],
        ["--version", "show the version"],
      ],
      width,
    ),
    wrapped("Exit codes: 0 done, 1 failed, 2 invalid input, 130 interrupted.", width),
    wrapped(
      "Environment: NO_COLOR=1 and FORCE_COLOR=1 (colours off, on), COLUMNS (width of piped tables), SPIKION_DEBUG=1 (stack traces), SPIKION_SIMD=128 (vectors never paired).",
      width,
    ),
    "",
  ].join("\n");
}

const usageOf = ({ command }: Command) => command;

/** Columns of the names; the longest is "montecarlo <experiment>". */
function section(title: string, rows: readonly (readonly [string, string])[], width: number): string {
  const first = Math.max(23, ...rows.map(([name]) => name.length)) + 2;
  const lines = rows.map(([name, text]) => {
    const rest = wrapped(text, Math.max(20, width - first - 2)).replaceAll(
      "\n",
      `\n${" ".repeat(first + 2)}`,
    );
    return `  ${styled(name, "cyan")}${" ".repeat(first - name.length)}${rest}`;
  });
  return `${styled(title, "bold")}\n${lines.join("\n")}\n`;
}

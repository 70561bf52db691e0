/** The command line's pages: what each command says of itself with --help. */
import { commandLine } from "../../src/cli/command-line.js";
import { allCommands, nameOf } from "../../src/cli/commands/index.js";
import type { Pages } from "./markdown.js";

/** What a command prints. */
async function printed(args: readonly string[]): Promise<string> {
  const { write } = process.stdout;
  const { log } = console;
  const columns = process.stdout.columns;
  const coloured = process.env.NO_COLOR;
  let text = "";
  process.env.NO_COLOR = "1";
  process.stdout.columns = 80;
  process.stdout.write = ((chunk: unknown, ...rest: unknown[]) => {
    text += String(chunk);
    for (const done of rest) if (typeof done === "function") done();
    return true;
  }) as typeof write;
  console.log = (line: string) => {
    text += `${line}\n`;
  };
  try {
    await commandLine(args);
  } finally {
    process.stdout.write = write;
    console.log = log;
    process.stdout.columns = columns;
    if (coloured === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = coloured;
  }
  return text;
}

/** Commands that a help text lists, by name: its lines "  spikion NAME …". */
export function commandsIn(help: string, before: string): string[] {
  return Array.from(help.matchAll(new RegExp(`^ +${before} ([a-z][\\w-]*)`, "gm")), ([, name]) => name!);
}

/** @returns a page for each command, and one that lists them */
export async function commandPages(): Promise<Pages> {
  const pages: Pages = new Map();
  const all = await printed(["--help"]);
  const names = allCommands().map(nameOf);
  const list: string[] = [];
  for (const name of names) {
    const help = await printed([name, "--help"]);
    const parts = [`# spikion ${name}`, "", summaryOf(help), "", block(help)];
    for (const below of new Set(commandsIn(help, `spikion ${name}`)))
      parts.push("", `## spikion ${name} ${below}`, "", block(await printed([name, below, "--help"])));
    pages.set(`reference/command-line/${name}.md`, `${parts.join("\n")}\n`);
    list.push(`- [\`spikion ${name}\`](${name}.md): ${summaryOf(help)}`);
  }
  const text = [
    "# The command line",
    "",
    "What each command says with `--help`. `npx spikion COMMAND --help` says the same.",
    "",
    ...list,
    "",
    "## All of them",
    "",
    block(all),
  ];
  pages.set("reference/command-line/index.md", `${text.join("\n")}\n`);
  return pages;
}

function block(help: string): string {
  return `\`\`\`text\n${help.trimEnd()}\n\`\`\``;
}

/** The sentence that follows the usage line. */
function summaryOf(help: string): string {
  const [, ...paragraphs] = help.split("\n\n");
  const words = paragraphs.find((text) => !/^\S+:$/m.test(text.split("\n")[0]!)) ?? "";
  return words.replace(/\s+/g, " ").trim();
}

/**
 * Code blocks of the tutorials and how-tos, and what running them as a reader does gives.
 *
 * A page is run from top to bottom in a folder of its own in which the package is installed. A block with a file name after its
 * language is saved as that file; `sh` blocks are run; a `text` block after one is part of what it prints ("…" stands for
 * lines that are left out). `<!-- run: slow -->` and `<!-- run: no, REASON -->` before a block say when it is not run.
 */
import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** When a block is run: always, only where all are, or never. */
export type When = "quick" | "slow" | "no";

export interface Block {
  readonly language: string;
  /** Name under which a reader saves it. */
  readonly file: string | undefined;
  readonly text: string;
  /** Line of its first fence, from 1. */
  readonly line: number;
  readonly when: When;
}

/** Pages whose blocks are run, relative to docs/. */
export function runnablePages(root: string): string[] {
  return ["tutorial", "how-to"].flatMap((folder) =>
    readdirSync(join(root, "docs", folder))
      .filter((name) => name.endsWith(".md"))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
}

/** @param markdown  a page @throws Error where a block is not closed, or a comment about it says something unknown */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split("\n");
  const blocks: Block[] = [];
  let when: When = "quick";
  for (let at = 0; at < lines.length; at++) {
    const said = /<!-- run: (slow|no)(, .+)? -->/.exec(lines[at]!);
    if (said) when = said[1] as When;
    else if (lines[at]!.includes("<!-- run"))
      throw new Error(`line ${at + 1}: accepted: run: slow, or run: no, REASON`);
    const fence = /^( *)```([\w-]+)(?: (\S+))?$/.exec(lines[at]!);
    if (!fence) continue;
    const [, indent = "", language = "", file] = fence;
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: the block is not closed`);
    const text = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    blocks.push({ language, file, text: text.join("\n"), line: at + 1, when });
    at = end;
    when = "quick";
  }
  return blocks;
}

/** A block that did not do what its page says. */
export interface Failure {
  readonly line: number;
  readonly text: string;
}

/** What running a page gave. */
export interface PageRun {
  readonly page: string;
  /** Commands that were run, and blocks of commands that were not. */
  readonly ran: number;
  readonly left: number;
  readonly failures: readonly Failure[];
}

/** Runs one command in a folder. */
type Run = (folder: string, words: readonly string[]) => Promise<{ code: number; text: string }>;

/**
 * Runs pages, each in a folder of its own.
 * @param root  folder of the built package
 * @param all  slow blocks too
 */
export async function runPages(root: string, pages: readonly string[], all: boolean): Promise<PageRun[]> {
  const here = join(root, "scripts/docs/session.mjs");
  const child = spawn(process.execPath, [here, join(root, "dist/cli/command-line.js")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const run: Run = async (folder, words) => {
    child.stdin.write(`${JSON.stringify({ folder, words })}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`the process ended in ${words.join(" ")}`);
    return JSON.parse(value) as { code: number; text: string };
  };
  const results: PageRun[] = [];
  try {
    for (const page of pages) results.push(await runPage(root, page, all, run));
  } finally {
    child.stdin.end();
  }
  return results;
}

async function runPage(root: string, page: string, all: boolean, run: Run): Promise<PageRun> {
  const blocks = blocksOf(readFileSync(join(root, "docs", page), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "spikion-docs-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "spikion"));
  const failures: Failure[] = [];
  let ran = 0;
  let left = 0;
  let printed: string | undefined;
  for (const { language, file, text, line, when } of blocks) {
    if (file !== undefined) writeFileSync(join(folder, file), `${text}\n`);
    else if (language === "sh" && !(when === "quick" || (all && when === "slow"))) {
      left++;
      printed = undefined;
    } else if (language === "sh") {
      printed = "";
      for (const words of commandsOf(text)) {
        const { code, text } = await run(folder, words);
        ran++;
        printed += text;
        if (code !== 0) failures.push({ line, text: `exit code ${code}: ${words.join(" ")}\n${text}` });
      }
    } else if (language === "text" && printed !== undefined) {
      const missing = missingLine(printed, text);
      if (missing !== undefined) failures.push({ line, text: `not printed: ${missing}\n${printed}` });
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return { page, ran, left, failures };
}

/** Words of each command of a block, as a shell splits them: quotes, comments, lines that go on after a backslash. */
export function commandsOf(text: string): string[][] {
  const lines = text.replace(/\\\n/g, " ").split("\n");
  return lines
    .map((line) => Array.from(line.matchAll(/\s*(#.*$|(?:'[^']*'|"[^"]*"|[^\s'"])+)/g), ([, word]) => word!))
    .map((words) => words.slice(0, words.findIndex((word) => word.startsWith("#")) >>> 0))
    .map((words) => words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2")))
    .filter((words) => words.length > 0);
}

/** The first line of `text` that `printed` does not have after the line before it; spaces count as one. */
function missingLine(printed: string, text: string): string | undefined {
  const tidy = (line: string): string => line.replace(/\s+/g, " ").trim();
  const there = printed.split("\n").map(tidy);
  let from = 0;
  for (const line of text.split("\n").map(tidy)) {
    if (line === "…" || line === "") continue;
    const at = there.findIndex((one, k) => k >= from && one.startsWith(line));
    if (at < 0) return line;
    from = at + 1;
  }
  return undefined;
}

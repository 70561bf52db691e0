/** Runs the command line in this process and keeps what it writes. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { vi } from "vitest";
import { commandLine } from "../../src/cli/command-line.js";
import { packageRoot } from "../../src/node/disk.js";

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function spikion(...args: string[]): Promise<Said> {
  return kept(() => commandLine(args));
}

/** The same of the built program, whose helpers are processes and threads of their own. */
export async function builtSpikion(...args: string[]): Promise<Said> {
  const url = pathToFileURL(join(packageRoot, "dist", "cli", "main.js")).href;
  const { main } = (await import(/* @vite-ignore */ url)) as typeof import("../../src/cli/main.js");
  return kept(() => main(args));
}

async function kept(run: () => Promise<number>): Promise<Said> {
  const text = { out: "", err: "" };
  const into = (key: "out" | "err") =>
    ((chunk: unknown, ...rest: unknown[]) => {
      text[key] += String(chunk);
      const done = rest.at(-1);
      if (typeof done === "function") done();
      return true;
    }) as typeof process.stdout.write;
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(into("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(into("err")),
  ];
  try {
    const code = await run();
    return { code, ...text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

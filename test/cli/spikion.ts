/** Runs the command line in this process and keeps what it writes. */
import { vi } from "vitest";
import { commandLine } from "../../src/cli/command-line.js";

export async function spikion(...args: string[]): Promise<{ code: number; out: string; err: string }> {
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
    return { code: await commandLine(args), ...text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

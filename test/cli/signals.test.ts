/** Ctrl-C and its like, sent to the program as it is built. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/node/config.js";

const MAIN = join(packageRoot, "dist", "cli", "main.js");
const TINY = join(packageRoot, "experiments", "smoke", "mnist-tiny.yaml");

/** Whether a process answers SIGHUP itself, which nobody does for it; where the system does not say, it is taken to. */
function listens(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return true;
  return (BigInt(`0x${/^SigCgt:\s*(\w+)/m.exec(readFileSync(status, "utf8"))?.[1] ?? 1}`) & 1n) === 1n;
}

/** A run within its first picture, which would take minutes, and what it says. */
async function withinPicture() {
  const out = join(mkdtempSync(join(tmpdir(), "spikion-signals-")), "run");
  const set = ["--set", "presentation.duration=2500 s", "--workers", "1"];
  const child = spawn(process.execPath, [MAIN, "run", TINY, "--out", out, ...set], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  // Written after it has said that it listens.
  while (!existsSync(join(out, "live.jsonl")) && child.exitCode === null) await wait(20);
  while (!listens(child.pid!) && child.exitCode === null) await wait(20);
  await wait(500); // it has begun its picture: where it has not, it answers all the same
  return { child, ended, said: () => said };
}

test.each(["SIGINT", "SIGHUP"] as const)(
  "%s is answered within a picture, and one more signal ends the program at once",
  async (signal) => {
    const { child, ended, said } = await withinPicture();
    child.kill(signal);
    while (!said().includes("ending with what there is") && child.exitCode === null) await wait(20);
    expect(said()).toContain("once more quits at once\nto resume later: spikion resume ");
    child.kill("SIGINT");
    expect(await ended).toBe(130);
  },
);

test("a signal before anything is worth keeping ends the program with 130", async () => {
  const child = spawn(process.execPath, [MAIN, "run", TINY, "--out", "/nowhere/at/all"], { stdio: "ignore" });
  child.kill("SIGTERM");
  const code = await new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  expect([130, "SIGTERM"]).toContain(code);
});

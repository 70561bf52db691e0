/** Stopping and resuming runs from outside: by the signal that Ctrl-C would be, and by a command of their own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunRow } from "../dashboard/rows.js";
import { lockOf } from "../node/lock.js";
import { readBegun } from "../node/unfinished.js";

export type Order = "stop" | "resume";

/** ms in which a command that refuses has said so. */
const REFUSAL_WITHIN = 1500;

/** What was ordered. */
export const orders = { stoppedThis: false };

/** @returns  why it cannot be done, in words; undefined where it was */
export async function give(what: Order, dir: string, row: RunRow): Promise<string | undefined> {
  return what === "stop" ? await stop(dir) : await resume(dir, row);
}

/** As the first Ctrl-C: the run ends with what there is. */
async function stop(dir: string): Promise<string | undefined> {
  const lock = await lockOf(dir);
  if (!lock) return "nothing is running there";
  if (lock.pid === null) return `it runs on ${lock.host}, where this server cannot reach it`;
  try {
    if (lock.pid === process.pid) orders.stoppedThis = true;
    process.kill(lock.pid, "SIGINT");
    return undefined;
  } catch (error) {
    return `process ${lock.pid} cannot be told (${(error as NodeJS.ErrnoException).code})`;
  }
}

async function resume(dir: string, row: RunRow): Promise<string | undefined> {
  if (row.type === "sweep") return "a sweep is resumed by its command, which names the file and its settings";
  if (await lockOf(dir)) return "it is running";
  const begun = await readBegun(dir).catch(() => null);
  if (!begun) return "it is finished: there is nothing to resume";
  if (Object.keys(begun.modules ?? {}).length > 0)
    return `it runs code of its own; look at that, then: spikion resume ${dir} --allow-modules`;
  const main = fileURLToPath(new URL("./main.js", import.meta.url));
  const child = spawn(process.execPath, [main, "resume", dir, "--quiet"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
  });
  return await new Promise((answer) => {
    const wait = setTimeout(() => {
      child.stderr.destroy();
      child.unref();
      answer(undefined);
    }, REFUSAL_WITHIN);
    child.on("error", ({ message }) => answer(message));
    child.on("exit", (code) => {
      clearTimeout(wait);
      answer(code === 0 ? undefined : said.trim() || `it ended with code ${code}`);
    });
  });
}

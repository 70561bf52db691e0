/** Stopping and resuming runs and sweeps from outside: by the signal that Ctrl-C would be, and by a command of their own. */
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunRow } from "../dashboard/rows.js";
import { lockOf } from "../node/lock.js";
import { shardsIn } from "../node/shard-notes.js";
import { begunIn } from "../node/sweep-view.js";
import { readBegun } from "../node/unfinished.js";
import { URL_VARIABLE } from "./queue/address.js";

export type Order = "stop" | "resume";

/** ms between looks whether a command has taken its folder, and after which nobody waits for it any more. */
const LOOK_EVERY = 150;
const LONGEST = 30_000;

/** What was ordered. */
export const orders = { stoppedThis: false };

/** @returns  why it cannot be done, in words; undefined where it was */
export async function give(what: Order, dir: string, row: RunRow): Promise<string | undefined> {
  return what === "stop" ? await stop(dir) : await goOn(dir, row);
}

/** As the first Ctrl-C: the run ends with what there is. */
async function stop(dir: string): Promise<string | undefined> {
  const lock = await lockOf(dir);
  if (!lock)
    return shardsIn(dir).some(({ alive }) => alive)
      ? "its shards are stopped where they were started"
      : "nothing is running there";
  if (lock.pid === null) return `it runs on ${lock.host}, where this server cannot reach it`;
  try {
    if (lock.pid === process.pid) orders.stoppedThis = true;
    process.kill(lock.pid, "SIGINT");
    return undefined;
  } catch (error) {
    return `process ${lock.pid} cannot be told (${(error as NodeJS.ErrnoException).code})`;
  }
}

async function goOn(dir: string, row: RunRow): Promise<string | undefined> {
  if (await lockOf(dir)) return "it is running";
  const words = row.type === "sweep" ? sweepWords(dir) : await runWords(dir);
  return typeof words === "string" ? words : await begin(dir, words);
}

/** Words of a command, and where it is given. */
interface Command {
  readonly words: readonly string[];
  readonly cwd?: string;
}

async function runWords(dir: string): Promise<Command | string> {
  const begun = await readBegun(dir).catch(() => null);
  if (!begun) return "it is finished: there is nothing to resume";
  if (Object.keys(begun.modules ?? {}).length > 0)
    return `it runs code of its own; look at that, then: spikion resume ${dir} --allow-modules`;
  return { words: ["resume", dir, "--quiet"] };
}

/** Code of its own is refused by the command, which is not told to allow it. */
function sweepWords(dir: string): Command | string {
  const begun = begunIn(dir);
  if (!begun) return "its live.jsonl does not say how it was begun; resume it by its command";
  const { file, cwd, set, places, queue } = begun;
  if (queue && !process.env[URL_VARIABLE])
    return `its points are computed by workers of a Redis server: resume it by its command, or start this page with ${URL_VARIABLE}`;
  if (!existsSync(resolve(cwd, file))) return `there is no ${resolve(cwd, file)}, with which it was begun`;
  const settings = set.map((text) => `--set=${text}`);
  const words = [
    "sweep",
    resolve(cwd, file),
    "--quiet",
    queue ? "--queue" : `--workers=${places}`,
    ...settings,
  ];
  return { words: [...words, `--out=${resolve(dir)}`], cwd };
}

/** @returns  what the command says, where it ends without having taken the folder */
async function begin(dir: string, { words, cwd }: Command): Promise<string | undefined> {
  const main = fileURLToPath(new URL("./main.js", import.meta.url));
  // A file and no pipe: the command outlives this server, and what it says later must not stop it.
  const folder = mkdtempSync(join(tmpdir(), "spikion-order-"));
  const said = join(folder, "said");
  const file = openSync(said, "w");
  try {
    const child = spawn(process.execPath, [main, ...words], {
      detached: true,
      stdio: ["ignore", "ignore", file],
      ...(cwd === undefined ? {} : { cwd }),
    });
    child.unref();
    const ended = new Promise<string | undefined>((answer) => {
      child.on("error", ({ message }) => answer(message));
      child.on("exit", (code) =>
        answer(code === 0 ? undefined : wordsIn(said) || `it ended with code ${code}`),
      );
    });
    for (let waited = 0; waited < LONGEST; waited += LOOK_EVERY) {
      const pause = new Promise<"pause">((wait) => setTimeout(wait, LOOK_EVERY, "pause"));
      const first = await Promise.race([ended, pause]);
      if (first !== "pause") return first;
      if (await lockOf(dir)) return undefined;
    }
    return undefined;
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing where nobody waits for it any more, and the file is gone. */
function wordsIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}

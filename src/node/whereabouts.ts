/** Which processes this one can see: those that were started since the same boot, in the same container. */
import { readFileSync, readlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { sha256 } from "./sha256.js";

/** Where a process runs. Names of hosts are not enough: containers and copies of machines may share one. */
export interface Whereabouts {
  readonly host: string;
  /** Of the kernel since it was started, and of the process numbers in this container; null where the system has none. */
  readonly boot: string | null;
  readonly pids: string | null;
}

let known: Whereabouts | undefined;

export function whereabouts(): Whereabouts {
  known ??= {
    host: hostname(),
    boot: told(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    pids: told(() => readlinkSync("/proc/self/ns/pid")),
  };
  return known;
}

function told(ask: () => string): string | null {
  try {
    return ask() || null;
  } catch {
    return null;
  }
}

/** Eight letters that are the same for processes that see each other. */
export function placeName(): string {
  return sha256(JSON.stringify(whereabouts())).slice(0, 8);
}

/** Instead of a start time: the process is dead, and nobody has asked yet what it died of (common in containers). */
const GONE = "gone";

/** Start time of a process where the system tells it (Linux: clock ticks since boot), else null. */
export async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The second field is a name in brackets that may hold anything; the start is the 20th after it.
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields?.[0] === "Z" || fields?.[0] === "X" ? GONE : (fields?.[19] ?? null);
}

/** Whether a process that this one can see is there. @param started  when it began, where that is known */
export async function isRunning(pid: number, started: string | null = null): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = await startOf(pid);
  if (now === GONE) return false;
  return started === null || now === null || started === now;
}

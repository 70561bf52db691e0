/** The program in a process of its own, and how it ends before its time. */
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const cli = join(root, "dist/cli/main.js");

/**
 * Runs the command line.
 * @param args  its arguments
 * @param kill  after how many ms what is killed (SIGKILL: nothing can be tidied up): the program, or a process of its own
 * @returns     how it ended, what it wrote, and whether anything was killed
 */
export function spikion(args, kill) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const text = { out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      text.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      text.err += chunk;
    });
    let killed = false;
    const end = () => {
      const victim = kill.ofItsOwn ? childrenOf(child.pid)[0] : child.pid;
      // Between two of its processes there is none to kill.
      killed = victim !== undefined && child.exitCode === null && killNow(victim);
    };
    const timer = kill === undefined ? undefined : setTimeout(end, kill.after);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, killed, out: text.out, err: text.err.trim() });
    });
  });
}

function killNow(pid) {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false; // it has just ended
  }
}

/** Numbers of the processes that a process has started. */
function childrenOf(pid) {
  try {
    return execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map(Number);
  } catch {
    return [];
  }
}

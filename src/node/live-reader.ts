/** Reads live.jsonl of runs and sweeps again and again while they grow: what was read before is not parsed again. */
import { join } from "node:path";
import { LIVE_FILE, type LiveLine, parseLive } from "../dashboard/live.js";
import { textOf } from "./looked-at.js";

/** Logs that are kept, those that were read last. */
const KEPT = 16;

interface Read {
  /** Whole lines. */
  readonly text: string;
  readonly lines: readonly LiveLine[];
}

export class LiveReader {
  private readonly known = new Map<string, Read>();

  /** Lines of a folder's log; none where it has no log. Those of the last call are the same objects again. */
  lines(dir: string): readonly LiveLine[] {
    const whole = textOf(join(dir, LIVE_FILE)) ?? "";
    const text = whole.slice(0, whole.lastIndexOf("\n") + 1);
    const before = this.known.get(dir);
    this.known.delete(dir);
    const grown = before !== undefined && text.startsWith(before.text);
    const lines =
      grown && text.length === before.text.length
        ? before.lines
        : grown
          ? [...before.lines, ...parseLive(text.slice(before.text.length))]
          : parseLive(text);
    this.known.set(dir, { text, lines });
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(oldest);
    }
    return lines;
  }
}

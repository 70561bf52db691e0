/** Why a process left no result, in a sentence, from how it ended and what it wrote before. */
import { diskTrouble } from "../../node/run-folder-error.js";

/**
 * @param stderr  what it wrote
 * @param code    its exit code; null where a signal ended it
 * @param killer  that signal
 */
export function lastWords(stderr: string, code: number | null, killer: NodeJS.Signals | null): string {
  // V8 ends a process that is out of memory itself, after pages of addresses.
  if (/heap out of memory|FATAL ERROR: .*(memory|heap)/.test(stderr))
    return "there was not enough memory for it: allow more, such as NODE_OPTIONS=--max-old-space-size=8000, or less at a time with --workers";
  // Modules that cannot be loaded, before anything of ours is there to say so.
  const unopened = /\b(EMFILE|ENFILE)\b/.exec(stderr)?.[1];
  if (unopened !== undefined && /^\s+at /m.test(stderr))
    return diskTrouble(Object.assign(new Error(), { code: unopened, syscall: "open" }))!;
  if (stderr.trim() !== "") return stderr.trim();
  if (killer === "SIGKILL") return "the process was ended by SIGKILL, as systems do that are short of memory";
  return `the process ${killer ? `was ended by ${killer}` : `ended with code ${code} and left no result`}`;
}

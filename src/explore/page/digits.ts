/** The digits, fetched once from beside the page and unpacked by the browser, which does that faster than a worker could. */
import { DIGIT_FILES } from "../digits.js";

let digits: Promise<Record<string, Uint8Array>> | undefined;

/** IDX files by their names. @throws Error naming the file that cannot be had; the next call tries again */
export function fetchedDigits(): Promise<Record<string, Uint8Array>> {
  digits ??= Promise.all(Object.values(DIGIT_FILES).map(fetched)).then(Object.fromEntries);
  digits.catch(() => {
    digits = undefined;
  });
  return digits;
}

async function fetched(name: string): Promise<readonly [string, Uint8Array]> {
  const answer = await fetch(name);
  if (!answer.ok || !answer.body) throw new Error(`${name}: ${answer.status} ${answer.statusText}`);
  const unpacked = new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));
  return [name, new Uint8Array(await unpacked.arrayBuffer())];
}

/** The nearest accepted name to a misspelt one. */
import type { Files } from "../platform/files.js";

/** Longest name that is compared: what a person would type. */
const LONGEST = 64;

/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const d = new Uint16Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) d[i * width] = i;
  for (let j = 0; j <= b.length; j++) d[j] = j;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replace = d[(i - 1) * width + j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replace, d[(i - 1) * width + j]! + 1, d[i * width + j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, d[(i - 2) * width + j - 2]! + 1);
      d[i * width + j] = best;
    }
  return d[a.length * width + b.length]!;
}

/** The accepted name that `name` was most likely meant to be; undefined if none is near. */
export function nearest(name: string, accepted: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of accepted) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` (did you mean "lif"?)`, or nothing. */
export function didYouMean(name: string, accepted: readonly string[]): string {
  const near = nearest(name, accepted);
  return near === undefined ? "" : ` (did you mean "${near}"?)`;
}

/** ` (did you mean "device.yaml"?)`: a file of the same folder, or nothing. @param file  absolute, and absent */
export function didYouMeanFile(files: Files, file: string): string {
  return didYouMean(files.nameOf(file), filesIn(files, files.folderOf(file)));
}

/** Names of a folder's files; none where it cannot be read. */
export function filesIn(files: Files, folder: string): string[] {
  try {
    return files.exists(folder) ? files.list(folder) : [];
  } catch {
    return [];
  }
}

/**
 * The folder of a sweep. A finished run is one file in `points/`, named by the hash of its config, written whole or not
 * at all: whoever starts the sweep again finds what is done by asking for the files of its plan.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ShapeError } from "../experiment/shape.js";
import { formatRun, parseRun } from "../sweep/run-record.js";
import type { RunStore } from "../sweep/runner.js";
import { makeFolder, replaceFile } from "./replace.js";
import { clearLitter } from "./temporary.js";

/**
 * Make the folder, and clear away what a killed run left half written.
 * @param notice  told of files that are there and cannot be used
 */
export async function openStore(dir: string, notice: (text: string) => void): Promise<RunStore> {
  const points = join(dir, "points");
  await makeFolder(points);
  await clearLitter(dir);
  await clearLitter(points);
  const fileOf = (key: string) => join(points, `${key}.json`);
  return {
    async read(key) {
      const path = fileOf(key);
      const text = await readFile(path, "utf8").catch(() => undefined);
      if (text === undefined) return undefined;
      try {
        return parseRun(text, key);
      } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof ShapeError)) throw error;
        notice(`${path}: cannot be read (${error.message}); the run is done again`);
        return undefined;
      }
    },
    write: (key, result) => replaceFile(fileOf(key), formatRun(key, result)),
  };
}

/** Rates that a document names by a file or a law, put in their place: the document then depends on no other file. */
import { formatQuantity } from "../core/units.js";
import type { Files } from "../platform/files.js";
import { ConfigError, type Problem } from "./errors.js";
import { folderOf } from "./locate.js";
import { readRateFile } from "./rate-file.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** @throws ConfigError with what is wrong with the files */
export function inlineRates(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  const value = structuredClone(document.value);
  const problems: Problem[] = [];
  const visit = (at: Plain, path: string): void => {
    if (Array.isArray(at)) for (const [k, item] of at.entries()) visit(item, join(path, k));
    if (!isPlainMap(at)) return;
    for (const [key, item] of Object.entries(at)) {
      const here = join(path, key);
      if (key === "device" && isPlainMap(item) && typeof item.rate === "string") {
        try {
          item.rate = rateOf(files, item.rate, join(here, "rate"), document);
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          const origin = document.origins.get(join(here, "rate")) ?? { file: "config" };
          problems.push(
            ...error.problems.map((p) => ({
              ...origin,
              path: join(here, "rate"),
              problem: `${p.file}: ${p.problem}${p.line === undefined ? "" : ` (its line ${p.line})`}`,
            })),
          );
        }
      } else visit(item, here);
    }
  };
  visit(value, "");
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  return { value, origins: document.origins };
}

/** A path has a dot or a slash; a law has neither. */
function rateOf(files: Files, name: string, path: string, { origins }: Sourced): PlainMap {
  if (!/[./\\]/.test(name)) return { law: name };
  const file = files.resolve(folderOf(files, origins.get(path)), name);
  const { voltage, rate } = readRateFile(files, file);
  return {
    law: "table",
    file: name,
    voltage: voltage.map((v) => formatQuantity(v, "V", "exact")),
    rate: rate.map((r) => formatQuantity(r, "S/s", "exact")),
  };
}

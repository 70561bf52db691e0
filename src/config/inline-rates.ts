/** Rates that a document names by a file or a law, put in their place. */
import { formatQuantity } from "../core/units.js";
import type { Files } from "../platform/files.js";
import { inlined, problemsAt } from "./inline.js";
import { folderFor } from "./locate.js";
import { readRateFile } from "./rate-file.js";
import { isPlainMap, join, type PlainMap, type Sourced } from "./yaml.js";

/** @throws ConfigError with what is wrong with the files */
export function inlineRates(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  return inlined(
    document,
    (at, key, path) => {
      const item = at[key];
      if (key !== "device" || !isPlainMap(item) || typeof item.rate !== "string") return false;
      item.rate = rateOf(files, item.rate, join(path, "rate"), document);
      return true;
    },
    (error, path) => problemsAt(error, document, join(path, "rate")),
  );
}

/** A path has a dot or a slash; a law has neither. */
function rateOf(files: Files, name: string, path: string, { origins }: Sourced): PlainMap {
  if (!/[./\\]/.test(name)) return { law: name };
  const file = files.resolve(folderFor(files, origins, path, name), name);
  const { voltage, rate } = readRateFile(files, file);
  return {
    law: "table",
    file: name,
    voltage: voltage.map((v) => formatQuantity(v, "V", "exact")),
    rate: rate.map((r) => formatQuantity(r, "S/s", "exact")),
  };
}

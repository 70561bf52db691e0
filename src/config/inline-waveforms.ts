/** Spike voltages that a document names by a file, put in their place. */
import { formatQuantity } from "../core/units.js";
import type { Waveform } from "../core/waveform/model.js";
import type { Files } from "../platform/files.js";
import { ConfigError } from "./errors.js";
import { inlined, problemsAt } from "./inline.js";
import { folderFor } from "./locate.js";
import { readWaveformFile } from "./waveform-file.js";
import type { Plain, PlainMap, Sourced } from "./yaml.js";

/** @throws ConfigError with what is wrong with the files */
export function inlineWaveforms(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  return inlined(
    document,
    (at, key, path) => {
      const item = at[key];
      if (key !== "waveforms" || typeof item !== "string" || !isPath(item)) return false;
      const file = files.resolve(folderFor(files, document.origins, path, item), item);
      const { pre, post, third } = readWaveformFile(files, file);
      if (third)
        throw new ConfigError(item, [
          {
            file: item,
            path: "",
            problem:
              "has a third voltage, for which an experiment has a place of its own; accepted: pre and post",
          },
        ]);
      at[key] = { pre: knots(pre), post: knots(post) };
      return true;
    },
    (error, path) => problemsAt(error, document, path),
  );
}

/** A path has a slash or ends as YAML files do; names of forms have neither. */
function isPath(name: string): boolean {
  return /[/\\]|\.ya?ml$/.test(name);
}

function knots({ t, v }: Waveform): Plain {
  return Array.from(t, (time, k) => [
    formatQuantity(time, "s", "exact"),
    formatQuantity(v[k]!, "V", "exact"),
  ]);
}

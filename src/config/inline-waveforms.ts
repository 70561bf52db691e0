/** Spike voltages that a document names by a file, put in their place: the document then depends on no other file. */
import { formatQuantity } from "../core/units.js";
import type { Waveform } from "../core/waveform/model.js";
import type { Files } from "../platform/files.js";
import { ConfigError, type Problem } from "./errors.js";
import { folderOf } from "./locate.js";
import { readWaveformFile } from "./waveform-file.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** @throws ConfigError with what is wrong with the files */
export function inlineWaveforms(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  const value = structuredClone(document.value);
  const problems: Problem[] = [];
  const visit = (at: Plain, path: string): void => {
    if (Array.isArray(at)) for (const [k, item] of at.entries()) visit(item, join(path, k));
    if (!isPlainMap(at)) return;
    for (const [key, item] of Object.entries(at)) {
      const here = join(path, key);
      if (key !== "waveforms" || typeof item !== "string" || !isPath(item)) {
        visit(item, here);
        continue;
      }
      const origin = document.origins.get(here) ?? { file: "config" };
      const say = (problem: string) => void problems.push({ ...origin, path: here, problem });
      try {
        const file = files.resolve(folderOf(files, document.origins.get(here)), item);
        const { pre, post, third } = readWaveformFile(files, file);
        if (third)
          say(
            `${item} has a third voltage, for which an experiment has a place of its own; accepted: pre and post`,
          );
        at[key] = { pre: knots(pre), post: knots(post) };
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        for (const { file, path, problem, line } of error.problems)
          say(
            `${file}: ${path === "" ? "" : `${path}: `}${problem}${line === undefined ? "" : ` (its line ${line})`}`,
          );
      }
    }
  };
  visit(value, "");
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  return { value, origins: document.origins };
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

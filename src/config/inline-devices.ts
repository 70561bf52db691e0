/** Device files that a document names, put in their place: the document then depends on no other file. */
import type { Files } from "../platform/files.js";
import { deviceDocument, isDeviceFile } from "./device-file.js";
import { ConfigError, type Problem } from "./errors.js";
import { folderOf } from "./locate.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** What stands beside `device` in `params` goes before what the file says. @throws ConfigError with what is wrong with the files */
export function inlineDevices(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  const value = structuredClone(document.value);
  const problems: Problem[] = [];
  const visit = (at: Plain, path: string): void => {
    if (Array.isArray(at)) for (const [k, item] of at.entries()) visit(item, join(path, k));
    if (!isPlainMap(at)) return;
    for (const [key, item] of Object.entries(at)) {
      const here = join(path, key);
      // {preset: my-device.yaml, rate: …} is the file's device with other rates.
      const over = key === "device" && isPlainMap(item) && isDeviceFile(item.preset) ? item : {};
      const name = isDeviceFile(over.preset) ? over.preset : item;
      if (key !== "device" || !isDeviceFile(name)) {
        visit(item, here);
        continue;
      }
      try {
        const origin = document.origins.get(here);
        const base = folderOf(files, origin);
        const { device, params } = deviceDocument(files, name, base, origin ?? { file: "config" }, here);
        const { preset: _, ...others } = over;
        at.device = { ...device, ...others };
        at.params = { ...params, ...(isPlainMap(at.params) ? at.params : {}) };
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        problems.push(...error.problems);
      }
    }
  };
  visit(value, "");
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  return { value, origins: document.origins };
}

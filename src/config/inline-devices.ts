/** Device files that a document names, put in their place. */
import type { Files } from "../platform/files.js";
import { deviceDocument, isDeviceFile } from "./device-file.js";
import { inlined } from "./inline.js";
import { folderFor } from "./locate.js";
import { isPlainMap, type PlainMap, type Sourced } from "./yaml.js";

/** What stands beside `device` in `params` goes before what the file says. @throws ConfigError with what is wrong with the files */
export function inlineDevices(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  return inlined(document, (at, key, path) => {
    if (key !== "device") return false;
    const item = at[key];
    // {preset: my-device.yaml, rate: …} is the file's device with other rates.
    const over = isPlainMap(item) && isDeviceFile(item.preset) ? item : {};
    const name = isDeviceFile(over.preset) ? over.preset : item;
    if (!isDeviceFile(name)) return false;
    const origin = document.origins.get(path);
    const base = folderFor(files, document.origins, path, name);
    const { device, params } = deviceDocument(files, name, base, origin ?? { file: "config" }, path);
    const { preset: _, ...others } = over;
    at.device = { ...device, ...others };
    if ("rate" in others && isPlainMap(device.sources)) {
      // Where the file's own rates come from says nothing of the others.
      const { rate: _rate, ...sources } = device.sources;
      at.device.sources = sources;
    }
    at.params = { ...params, ...(isPlainMap(at.params) ? at.params : {}) };
    return true;
  });
}

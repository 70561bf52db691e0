/** Device files that a document names, put in their place. */
import type { Files } from "../platform/files.js";
import { deviceDocument, isDeviceFile } from "./device-file.js";
import { ConfigError, got } from "./errors.js";
import { inlined } from "./inline.js";
import { folderFor } from "./locate.js";
import { problem } from "./messages.js";
import { isPlainMap, type Origin, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/** What stands beside `device` in `params` goes before what the file says. @throws ConfigError with what is wrong with the files */
export function inlineDevices(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  return inlined(document, (at, key, path) => {
    if (key !== "device") return false;
    const item = at[key];
    // {preset: my-device.yaml, rate: …} is the file's device with other rates.
    const over = isPlainMap(item) && isDeviceFile(item.preset) ? item : {};
    const name = isDeviceFile(over.preset) ? over.preset : item;
    const written = item === name ? path : `${path}.preset`;
    const origin = document.origins.get(written) ?? document.origins.get(path);
    const draw = drawOf(item, path, document.origins);
    if (!isDeviceFile(name)) {
      if (draw === undefined) return false;
      const { draw: _, ...whole } = item as PlainMap;
      if (draw > 0) throw refused(`${path}.draw`, undrawable(whole, draw), document.origins);
      at.device = whole;
      return false;
    }
    const base = folderFor(files, document.origins, written, name);
    const { device, params } = deviceDocument(files, name, base, origin ?? { file: "config" }, path, draw);
    const { preset: _, draw: _draw, ...others } = over;
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

/** Which draw of a device is asked for; undefined where nothing is said. @throws ConfigError */
function drawOf(
  item: Plain | undefined,
  path: string,
  origins: ReadonlyMap<string, Origin>,
): number | undefined {
  if (!isPlainMap(item) || item.draw === undefined) return undefined;
  const { draw } = item;
  if (typeof draw === "number" && Number.isInteger(draw) && draw >= 0 && draw <= MOST_DRAWS) return draw;
  throw refused(
    `${path}.draw`,
    got(draw, `a whole number of the draw: 1 to ${MOST_DRAWS}, or 0 for the device as fitted`),
    origins,
  );
}

function undrawable({ preset, module }: PlainMap, draw: number): string {
  const name = preset ?? module ?? "a device of no file";
  return `draw ${draw}: ${typeof name === "string" ? name : "it"} says nothing of its uncertainty; accepted: draw beside a preset that is a device file of spikion device fit, such as {preset: my-device.yaml, draw: ${draw}}`;
}

function refused(path: string, what: string, origins: ReadonlyMap<string, Origin>): ConfigError {
  const found = problem(path, what, origins);
  return new ConfigError(found.file, [found]);
}

const MOST_DRAWS = 1_000_000;

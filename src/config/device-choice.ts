/** A device as options of commands name it: a preset, a module or a file, with other rates and numbers. */
import type { Device } from "../core/device/model.js";
import type { Files } from "../platform/files.js";
import { ConfigError } from "./errors.js";
import { group } from "./fields/group.js";
import { inlineDevices } from "./inline-devices.js";
import { inlineFactors } from "./inline-factors.js";
import { inlineRates } from "./inline-rates.js";
import { inWords, problemsOf } from "./messages.js";
import { loadModules, mentionedModules } from "./modules.js";
import { applyOverrides, parseOverrides } from "./override.js";
import { deviceFields } from "./schema/device.js";
import { buildDevice } from "./specs/device.js";
import { ProblemList } from "./specs/problems.js";
import type { ModuleOptions } from "./used-modules.js";
import { isPlainMap, type Origin, type Plain, type PlainMap, type Sourced } from "./yaml.js";

export interface DeviceChoice {
  /** Name of a preset, or the path of a module of one's own (.js, .mjs) or of a device file. */
  readonly device?: string;
  /** A CSV file with measured rates, the name of a rate law, or the path of a module with one. */
  readonly rates?: string;
}

/** Where neither a file nor an option names one. */
const DEFAULT_DEVICE = "eis-ysz14";

/** What `--device` and `--rates` say, laid upon a document's `device`. */
export function withDevice({ value, origins }: Sourced<PlainMap>, choice: DeviceChoice): Sourced<PlainMap> {
  const { device, rates } = choice;
  if (device === undefined && rates === undefined)
    return { value: { ...value, device: value.device ?? DEFAULT_DEVICE }, origins };
  const places = new Map(origins);
  const at = (path: string, option: string): Origin => {
    const origin = { file: option };
    places.set(path, origin);
    return origin;
  };
  let chosen: Plain = value.device ?? DEFAULT_DEVICE;
  if (device !== undefined) {
    for (const path of [...places.keys()])
      if (path === "device" || path.startsWith("device.")) places.delete(path);
    at("device", "--device");
    chosen = named(device);
  }
  if (rates !== undefined) {
    at("device.rate", "--rates");
    const preset = isPlainMap(chosen) && !("module" in chosen) ? chosen : { preset: chosen };
    const rate = named(rates);
    // A path has a dot or a slash; a law has neither.
    chosen = { ...preset, rate: typeof rate === "string" && !/[./\\]/.test(rate) ? { law: rate } : rate };
  }
  return { value: { ...value, device: chosen }, origins: places };
}

/** A module by its path, as documents name it; anything else as it is. */
function named(text: string): Plain {
  return /\.m?js$/.test(text) ? { module: text } : text;
}

/**
 * The device that options choose.
 * @param set  `path=value` each, such as params.vOc=-0.1V
 * @throws ConfigError with everything that is wrong
 */
export async function chosenDevice(
  files: Files,
  choice: DeviceChoice,
  set: readonly string[] = [],
  modules: ModuleOptions = {},
): Promise<Device> {
  const empty: Sourced<PlainMap> = { value: {}, origins: new Map([["", { file: "--device" }]]) };
  const laid = applyOverrides(withDevice(empty, choice), parseOverrides(set)) as Sourced<PlainMap>;
  const mentioned = mentionedModules(
    files,
    inlineFactors(files, inlineRates(files, inlineDevices(files, laid))),
  );
  const { parts } = await loadModules(files, mentioned, modules);
  const { value, origins } = mentioned.document;
  const field = group(deviceFields);
  const parsed = field.schema(value, parts).safeParse(value, inWords);
  if (!parsed.success) throw new ConfigError("--device", problemsOf(parsed.error, origins));
  const problems = new ProblemList(origins, value);
  const device = buildDevice(field.read(parsed.data, parts), "", problems);
  problems.raise("--device");
  return device!;
}

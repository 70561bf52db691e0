/**
 * Device files: a device of the user's own as YAML, that every command and experiment takes (`device: my-device.yaml`).
 *
 *   name: what it is called, in tables and reports
 *   doc: what it is
 *   preset: eis-ysz14          whose other numbers hold
 *   params: {gMin: 48 nS, g0: 1 uS, gMax: 4 uS, beta: {plus: 1.4, minus: 0.8}, d2d: 0.1, c2c: 0.05}
 *   rate: {law: table, voltage: [...], rate: [...]}     or a law by name, or a CSV file
 *   readNoise: 2 nS
 *   sources: {gMin: "fitted: ...", rate: "..."}         where numbers come from
 *   uncertainty: {numbers: [...], correlation: [...]}   what `{preset: my-device.yaml, draw: 3}` draws from
 */
import type { Device } from "../core/device/index.js";
import { QuantityError } from "../core/units.js";
import type { Uncertainty } from "../fit/uncertainty.js";
import type { Files } from "../platform/files.js";
import { DrawError, drawDevice } from "./draw-device.js";
import { ConfigError, quoteAll, show } from "./errors.js";
import { group } from "./fields/group.js";
import { inlineFactors } from "./inline-factors.js";
import { inlineRates } from "./inline-rates.js";
import { displayName, locate, readText } from "./locate.js";
import { part } from "./merge.js";
import { inWords, problem, problemsOf } from "./messages.js";
import { builtIn } from "./parts.js";
import { deviceFields } from "./schema/device.js";
import { uncertainty as uncertaintyField, uncertaintyProblems } from "./schema/uncertainty.js";
import { buildDevice } from "./specs/device.js";
import { ProblemList } from "./specs/problems.js";
import { isPlainMap, join, type Origin, type Plain, type PlainMap, parseYaml } from "./yaml.js";

/** Whether what is written as a device is the path of a device file. */
export function isDeviceFile(device: unknown): device is string {
  return typeof device === "string" && /\.ya?ml$/i.test(device);
}

/** A device file as the keys `device` and `params` of a document. */
export interface DeviceDocument {
  readonly device: PlainMap;
  readonly params: PlainMap;
}

const KEYS = ["name", "doc", "preset", "params", "rate", "readNoise", "sources", "uncertainty"];

/**
 * @param name  as the user wrote it
 * @param from  the place that names it
 * @param path  of that place
 * @param draw  number of the draw from what the file says of its uncertainty; 0 = its numbers as they are
 * @throws ConfigError where it is not there, or no device file, or has nothing to draw from
 */
export function deviceDocument(
  files: Files,
  name: string,
  baseDir: string,
  from: Origin,
  path: string,
  draw = 0,
): DeviceDocument {
  const file = locate(files, name, { what: "device file" }, baseDir, from, path);
  const shown = displayName(files, file);
  const { value, origins } = parseYaml(readText(files, file), shown);
  const fail = (path: string, problem: string): never => {
    throw new ConfigError(shown, [{ ...(origins.get(path) ?? { file: shown }), path, problem }]);
  };
  if (!isPlainMap(value))
    return fail("", `got ${show(value)}; accepted: a device file with ${quoteAll(KEYS)}`);
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown !== undefined)
    fail(unknown, `unknown key ${show(unknown)} in a device file; accepted: ${quoteAll(KEYS)}`);
  const { params = {}, rate, uncertainty: written, ...rest } = value;
  if (!isPlainMap(params)) return fail("params", `got ${show(params)}; accepted: the device's numbers`);
  const device: PlainMap = { ...rest, file: name };
  if (rate !== undefined) device.rate = rate as Plain;
  const inlined = inlineRates(files, { value: { device }, origins: below(origins, "device") });
  const numbers = inlineFactors(files, { value: { params }, origins }).value.params as PlainMap;
  const whole = { device: inlined.value.device as PlainMap, params: numbers };
  const uncertainty = written === undefined ? undefined : readUncertainty(written, origins, shown);
  if (draw === 0) return whole;
  if (!uncertainty)
    throw new ConfigError(shown, [
      {
        ...from,
        path: `${path}.draw`,
        problem: `draw ${draw}: ${shown} says nothing of its uncertainty; accepted: a device file with "uncertainty", as spikion device fit --out writes it`,
      },
    ]);
  try {
    return drawDevice(whole, uncertainty, draw);
  } catch (error) {
    // What is no quantity is said with everything else that is wrong with the file.
    if (error instanceof QuantityError) return whole;
    if (!(error instanceof DrawError)) throw error;
    return fail(join("uncertainty", error.path).replace(/\.$/, ""), error.message);
  }
}

function readUncertainty(written: Plain, origins: ReadonlyMap<string, Origin>, shown: string): Uncertainty {
  const parsed = uncertaintyField.schema(written, builtIn).safeParse(written, inWords);
  const at = "uncertainty";
  const whole = part({ value: {}, origins }, at).origins;
  const problems = parsed.success ? [] : problemsOf(parsed.error, whole);
  const value = parsed.success ? uncertaintyField.read(parsed.data, builtIn) : undefined;
  for (const { path, problem: what } of value ? uncertaintyProblems(value) : [])
    problems.push(problem(path, what, whole));
  if (!value || problems.length > 0)
    throw new ConfigError(
      shown,
      problems.map((p) => ({ ...p, path: p.path === "" ? at : join(at, p.path) })),
    );
  return value;
}

/** Origins of a device file as those of a document where its keys are below `device`. */
function below(origins: ReadonlyMap<string, Origin>, key: string): Map<string, Origin> {
  return new Map([...origins].map(([path, origin]) => [path === "" ? key : `${key}.${path}`, origin]));
}

/** @throws ConfigError with everything that is wrong with the file */
export function readDeviceFile(files: Files, name: string): Device {
  const document = deviceDocument(files, name, files.cwd, { file: "--set" }, "device");
  const field = group((raw, parts) => deviceFields(raw, parts));
  const value = { ...document };
  const parsed = field.schema(value, builtIn).safeParse(value, inWords);
  const origins = new Map([["", { file: name }]]);
  if (!parsed.success) throw new ConfigError(name, problemsOf(parsed.error, origins));
  const problems = new ProblemList(origins, value as PlainMap);
  const built = buildDevice(field.read(parsed.data, builtIn), "", problems);
  problems.raise(name);
  return built!;
}

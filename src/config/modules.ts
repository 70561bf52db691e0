/**
 * Parts of the user's own: `module: ./my-device.js` is imported, looked at, and put through the same conformance
 * checks as the parts that come with spikion. A config that names a module runs its code.
 */
import { type DevicePreset, deviceProblems } from "../core/device/index.js";
import { encoderProblems } from "../core/encoder/conformance.js";
import type { EncoderModel } from "../core/encoder/model.js";
import { neuronProblems } from "../core/neuron/conformance.js";
import type { NeuronModel } from "../core/neuron/model.js";
import { defaults, outOfBounds } from "../core/params.js";
import { FileError, type Files } from "../platform/files.js";
import { ConfigError, type Problem, show } from "./errors.js";
import { displayName, folderOf } from "./locate.js";
import { builtIn, type Parts } from "./parts.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

type Kind = "device" | "neuron" | "encoder";

/** A module that the document names: `map.module` is its path. */
interface Mention {
  readonly kind: Kind;
  readonly path: string;
  readonly map: PlainMap;
}

/**
 * Import every module that the document names.
 * @returns the parts, and the document with absolute module paths, so that it means the same wherever it is kept
 * @throws ConfigError with everything that is wrong with the modules
 */
export async function loadModules(
  files: Files,
  document: Sourced<PlainMap>,
): Promise<{ parts: Parts; document: Sourced<PlainMap> }> {
  const own = {
    devices: new Map<string, DevicePreset>(),
    neurons: new Map<string, NeuronModel>(),
    encoders: new Map<string, EncoderModel>(),
  };
  const problems: Problem[] = [];
  const value = structuredClone(document.value);
  for (const { kind, path, map } of mentions(value)) {
    const at = join(path, "module");
    const origin = document.origins.get(at) ?? document.origins.get(path) ?? { file: "config" };
    const file = files.resolve(folderOf(files, origin), map.module as string);
    map.module = file;
    const { part, faults } = await importPart(files, kind, file);
    problems.push(...faults.map((problem) => ({ ...origin, path: at, problem })));
    if (kind === "device" && part) own.devices.set(file, part as DevicePreset);
    if (kind === "neuron" && part) own.neurons.set(file, part as NeuronModel);
    if (kind === "encoder" && part) own.encoders.set(file, part as EncoderModel);
  }
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  return { parts: { ...builtIn, own }, document: { value, origins: document.origins } };
}

/** The places where a part may be a module. */
function mentions(document: PlainMap): Mention[] {
  const found: Mention[] = [];
  const look = (kind: Kind, value: Plain | undefined, path: string): void => {
    if (isPlainMap(value) && typeof value.module === "string") found.push({ kind, path, map: value });
  };
  const each = (
    map: Plain | undefined,
    path: string,
    visit: (value: PlainMap, path: string) => void,
  ): void => {
    if (isPlainMap(map))
      for (const [key, value] of Object.entries(map)) if (isPlainMap(value)) visit(value, join(path, key));
  };
  const network = isPlainMap(document.network) ? document.network : {};
  each(network.populations, "network.populations", (p, path) => look("neuron", p.neuron, `${path}.neuron`));
  each(network.projections, "network.projections", (p, path) =>
    each(p.synapses, `${path}.synapses`, (s, at) => look("device", s.device, `${at}.device`)),
  );
  look("device", document.device, "device");
  look("encoder", document.encoder, "encoder");
  each(document.sources, "sources", (encoder, path) => look("encoder", encoder, path));
  return found;
}

async function importPart(
  files: Files,
  kind: Kind,
  file: string,
): Promise<{ part?: unknown; faults: string[] }> {
  const shown = displayName(files, file);
  let exported: Record<string, unknown>;
  try {
    exported = (await files.importModule(file)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof FileError) return { faults: [`there is no module ${shown}`] };
    const why = error instanceof Error ? error.message : String(error);
    return { faults: [`${shown} cannot be imported: ${why.split("\n")[0]}`] };
  }
  const part = (exported.default ?? exported) as Record<string, unknown>;
  const missing = missingExports(kind, part);
  if (missing.length > 0) return { faults: missing.map((m) => `${shown} is no ${kind}: ${m}`) };
  try {
    return {
      part,
      faults: conformance(kind, part).map((problem) => `${shown} does not conform: ${problem}`),
    };
  } catch (error) {
    return { faults: [`${shown} fails its conformance check: ${(error as Error).message}`] };
  }
}

/** What of the folder's `model.ts` the module does not have. */
function missingExports(kind: Kind, part: Record<string, unknown>): string[] {
  const needs: [string, string, (value: unknown) => boolean][] = [
    ["doc", "text", (v) => typeof v === "string" && v !== ""],
    ["params", "a table of parameters", isParamTable],
    ["create", "a function", (v) => typeof v === "function"],
  ];
  if (kind === "device") needs.push(["rateSource", "text", (v) => typeof v === "string" && v !== ""]);
  if (kind === "neuron")
    needs.push([
      "receptors",
      "a list of names",
      (v) => Array.isArray(v) && v.length > 0 && v.every((r) => typeof r === "string"),
    ]);
  if (kind === "encoder") needs.push(["needsValues", "true or false", (v) => typeof v === "boolean"]);
  return needs
    .filter(([key, , fits]) => !fits(part[key]))
    .map(([key, what]) => `export "${key}" must be ${what}, not ${show(part[key])}`);
}

function isParamTable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).every(
    (p) =>
      typeof p === "object" &&
      p !== null &&
      typeof p.unit === "string" &&
      typeof p.doc === "string" &&
      typeof p.source === "string" &&
      outOfBounds(p, p.default) === undefined,
  );
}

function conformance(kind: Kind, part: unknown): string[] {
  if (kind === "neuron") return neuronProblems(part as NeuronModel);
  if (kind === "encoder") return encoderProblems(part as EncoderModel);
  const preset = part as DevicePreset;
  return deviceProblems(preset.create(defaults(preset.params)));
}

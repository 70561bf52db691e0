/** A design file: a wanted STDP curve, the device, the limits. What is left out follows from how long the curve is. */
import type { Limits } from "../core/design/design.js";
import type { Tolerance } from "../core/design/reach.js";
import { type ShapeName, type Side, shapes, shapeTarget } from "../core/design/shapes.js";
import { curveTarget, type Target } from "../core/design/target.js";
import type { Device } from "../core/device/model.js";
import { MAX_WAVEFORM_TICKS } from "../core/stdp/pair-tables.js";
import { formatQuantity } from "../core/units.js";
import type { Files } from "../platform/files.js";
import { readCurveFile } from "./curve-file.js";
import { type DeviceChoice, withDevice } from "./device-choice.js";
import { ConfigError, quoteAll } from "./errors.js";
import { inlineDevices } from "./inline-devices.js";
import { inlineFactors } from "./inline-factors.js";
import { inlineRates } from "./inline-rates.js";
import { displayName, folderOf, readText } from "./locate.js";
import { inWords, problemsOf } from "./messages.js";
import { loadModules, mentionedModules } from "./modules.js";
import { applyOverrides, parseOverrides } from "./override.js";
import { type DesignValue, designFile, shapeNames, type TargetValue } from "./schema/design.js";
import { buildDevice } from "./specs/device.js";
import { ProblemList } from "./specs/problems.js";
import type { ModuleOptions } from "./used-modules.js";
import { isPlainMap, type PlainMap, parseYaml, type Sourced } from "./yaml.js";

export interface DesignSpec {
  /** The file as its user knows it. */
  readonly file: string;
  readonly title?: string;
  readonly target: Target;
  readonly device: Device;
  readonly limits: Limits;
  readonly tolerance: Tolerance;
  readonly starts: number;
  readonly seed: string;
}

export interface DesignOptions {
  /** `path=value` each, laid upon the file in this order. */
  readonly set?: readonly string[];
  /** Laid on top: what the command line says of the device. */
  readonly device?: DeviceChoice;
  readonly modules?: ModuleOptions;
}

/** @throws ConfigError with everything that is wrong with the file */
export async function readDesignFile(
  files: Files,
  path: string,
  { set = [], device = {}, modules = {} }: DesignOptions = {},
): Promise<DesignSpec> {
  const file = files.resolve(files.cwd, path);
  const name = displayName(files, file);
  const parsedText = parseYaml(readText(files, file), name);
  if (!isPlainMap(parsedText.value))
    throw new ConfigError(name, [
      { file: name, path: "", problem: "is not a mapping; accepted: target, limits, device" },
    ]);
  const laid = applyOverrides(parsedText, parseOverrides(set)) as Sourced<PlainMap>;
  const written = withDevice(laid, device);
  const mentioned = mentionedModules(
    files,
    inlineFactors(files, inlineRates(files, inlineDevices(files, written))),
  );
  const { parts } = await loadModules(files, mentioned, modules);
  const { value, origins } = mentioned.document;
  const parsed = designFile.schema(value, parts).safeParse(value, inWords);
  if (!parsed.success) throw new ConfigError(name, problemsOf(parsed.error, origins));
  const given = designFile.read(parsed.data, parts);
  const problems = new ProblemList(origins, value);
  const target = buildTarget(files, given.target, problems, origins);
  const built = buildDevice(given, "", problems);
  const limits = target && built && buildLimits(given, target, built, problems);
  problems.raise(name);
  return {
    file: name,
    ...(given.title === undefined ? {} : { title: given.title }),
    target: target!,
    device: built!,
    limits: limits!,
    tolerance: { rms: given.tolerance },
    starts: given.starts,
    seed: given.seed,
  };
}

function buildTarget(
  files: Files,
  given: TargetValue,
  problems: ProblemList,
  origins: Sourced["origins"],
): Target | undefined {
  const { curve, lone, centre, span, gap } = given;
  const named = shapeNames.filter((shape) => given[shape] !== undefined);
  const all = [...named, ...(curve === undefined ? [] : ["curve"])];
  if (all.length !== 1) {
    const found = all.length === 0 ? "says no curve" : `has ${all.join(" and ")}`;
    problems.add("target", `${found}; accepted: one of ${quoteAll([...shapeNames, "curve"])}`);
    return undefined;
  }
  const place = gap === undefined ? { lone } : { lone, gap };
  if (curve !== undefined) {
    for (const key of ["span", ...(centre === 0 ? [] : ["centre"])] as const)
      if (given[key as "span" | "centre"] !== undefined)
        problems.add(`target.${key}`, "goes with a named shape; accepted with a curve: its own rows");
    return fromFile(files, curve, place, problems, origins);
  }
  const name = named[0]!;
  const { side = "post-after-pre", ...values } = given[name] as Readonly<Record<string, number>> & {
    readonly side?: Side;
  };
  if (values.peak === 0) {
    problems.add(`target.${name}.peak`, "is 0 S; accepted: a change above or below 0");
    return undefined;
  }
  const target = shapeTarget(name, shapes[name as ShapeName].make(values, side), {
    centre,
    ...(span === undefined ? {} : { span }),
    ...place,
  });
  if (2 * target.gap * Math.max(1, target.steps.length) >= target.to - target.from) {
    problems.add(gap === undefined ? "target.span" : "target.gap", "leaves no delta_t that is asked for");
    return undefined;
  }
  return target;
}

function fromFile(
  files: Files,
  curve: string,
  place: { readonly lone: Target["lone"]; readonly gap?: number },
  problems: ProblemList,
  origins: Sourced["origins"],
): Target | undefined {
  const file = files.resolve(folderOf(files, origins.get("target.curve")), curve);
  try {
    const { deltaT, change } = readCurveFile(files, file);
    return curveTarget(curve, deltaT, change, place);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { file, problem, line } of error.problems)
      problems.add("target.curve", `${file}: ${problem}${line === undefined ? "" : ` (its line ${line})`}`);
    return undefined;
  }
}

/** Of a curve's range: what a tick and the shortest interval are at most, where they are left out. */
const TICKS = 20;
const INTERVALS = 1000;

function buildLimits(
  { limits: given }: DesignValue,
  target: Target,
  { rate }: Device,
  problems: ProblemList,
): Limits | undefined {
  const range = target.to - target.from;
  const { voltage, knots, lone, gross, grossPair, post } = given;
  const tied = post === "same" ? 1 : post === "inverted" ? -1 : undefined;
  const longest = given.longest ?? range;
  const shortest = given.shortest ?? Math.min(0.2e-3, range / INTERVALS, longest / (4 * knots));
  const tick = given.tick ?? defaultTick(range, longest);
  // No further than rates are known, unless that is said.
  const known = rate.given ? Math.min(rate.given.to, -rate.given.from) : voltage;
  const gate = given.gate ?? Math.min(voltage, known > 0 ? known : voltage);
  const time = (s: number) => formatQuantity(s, "s");
  if ((knots - 1) * shortest >= longest)
    problems.add(
      given.shortest === undefined ? "limits.longest" : "limits.shortest",
      `${knots} knots at least ${time(shortest)} apart take ${time((knots - 1) * shortest)}, and the longest waveform is ${time(longest)}; accepted: intervals that fit in`,
    );
  else if (longest / tick > MAX_WAVEFORM_TICKS)
    problems.add(
      given.tick === undefined ? "limits.longest" : "limits.tick",
      `a waveform of ${time(longest)} is ${Math.ceil(longest / tick)} ticks of ${time(tick)} long; networks accept up to ${MAX_WAVEFORM_TICKS}`,
    );
  else
    return {
      ...{ voltage, gate, knots, shortest, longest, tick, lone, gross },
      ...(grossPair === undefined ? {} : { grossPair }),
      ...(tied === undefined ? {} : { tied }),
    };
  return undefined;
}

/** Half a millisecond, as networks of neurons have it, or less for faster curves; coarser where a waveform is too long. */
function defaultTick(range: number, longest: number): number {
  let tick = Math.min(0.5e-3, roundDown(range / TICKS));
  while (longest / tick > MAX_WAVEFORM_TICKS) tick = Number((2 * tick).toPrecision(3));
  return tick;
}

/** The largest of 1, 2 and 5 times a power of ten that is not above x. */
function roundDown(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x) + 1e-9);
  const factor = x / power;
  return Number(((factor >= 5 ? 5 : factor >= 2 ? 2 : 1) * power).toPrecision(1));
}

/**
 * The whole state as the fragment of an address, and back:
 *
 *   #1&form=box-over-ramp&post=0,9;0.01,9;…&p.vOc=-0.1
 *
 * "1" is the version of the format. What a named pair and its device say is left out. Numbers are written with the digits
 * that give back the same double.
 */
import { type DeviceName, devices } from "../core/device/index.js";
import { outOfBounds } from "../core/params.js";
import { type RateName, rates } from "../core/rate/index.js";
import { type FormName, forms } from "../core/waveform/index.js";
import { type DeviceState, type ExploreState, type Knot, SIDES, startOf, waveformsOf } from "./state.js";

const VERSION = "1";
/** Neurons and images that a page trains with; `alone` neurons at most are offered where one thread has to do all. */
export const NEURONS = { least: 25, alone: 400, most: 1600 } as const;
export const IMAGES = { least: 100, most: 8000 } as const;
const MOST_KNOTS = 200;
export const MOST_SEED = 64;

/** A link that says something else than a state. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

/** @returns  a fragment without its "#" */
export function linkOf(state: ExploreState): string {
  const start = startOf(state.form);
  const parts: [key: string, value: string][] = [["form", state.form]];
  const add = (key: string, value: string | number | boolean, standard: unknown): void => {
    if (value !== standard) parts.push([key, String(value)]);
  };
  for (const side of SIDES) add(side, writtenKnots(state[side]), writtenKnots(start[side]));
  add("alphaPre", state.alphaPre, 1);
  add("alphaPost", state.alphaPost, 1);
  add("dt", state.deltaT, start.deltaT);
  if (state.place !== undefined) parts.push(["g", String(state.place)]);
  const { preset, params, law, lawParams, own } = state.device;
  add("device", preset, start.device.preset);
  for (const [key, value] of Object.entries(params)) parts.push([`p.${key}`, String(value)]);
  if (law) parts.push(["law", law]);
  for (const [key, value] of Object.entries(lawParams)) parts.push([`l.${key}`, String(value)]);
  if (own) parts.push(["file", own.name], ["text", own.text]);
  for (const [key, value] of Object.entries(state.train))
    add(key, value, start.train[key as keyof typeof start.train]);
  return [
    VERSION,
    ...parts.map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%(2C|3B)/g, unescaped)}`),
  ].join("&");
}

/** "," and ";" need no escape in a fragment. */
function unescaped(code: string): string {
  return code === "%2C" ? "," : ";";
}

/**
 * @param fragment  with or without its "#"; "" is the first preset
 * @throws LinkError naming the part that is no state
 */
export function stateOf(fragment: string): ExploreState {
  const [version, ...rest] = fragment.replace(/^#/, "").split("&");
  if (version === "" && rest.length === 0) return startOf("box-over-ramp");
  if (version !== VERSION)
    throw new LinkError(
      `the link has format ${JSON.stringify(version)}; this page reads format "${VERSION}"`,
    );
  const given = new Map<string, string>();
  for (const part of rest) {
    const at = part.indexOf("=");
    if (at < 0) throw new LinkError(`"${part}" in the link has no value`);
    const key = part.slice(0, at);
    if (given.has(key)) throw new LinkError(`the link says "${key}" twice; accepted: once`);
    given.set(key, decoded(part.slice(at + 1)));
  }
  const take = (key: string): string | undefined => {
    const value = given.get(key);
    given.delete(key);
    return value;
  };
  const form = oneOf("form", take("form") ?? "box-over-ramp", Object.keys(forms)) as FormName;
  const start = startOf(form);
  const state: ExploreState = {
    form,
    pre: readKnots("pre", take("pre")) ?? start.pre,
    post: readKnots("post", take("post")) ?? start.post,
    third: readKnots("third", take("third")) ?? start.third,
    alphaPre: number("alphaPre", take("alphaPre") ?? "1"),
    alphaPost: number("alphaPost", take("alphaPost") ?? "1"),
    deltaT: number("dt", take("dt") ?? String(start.deltaT)),
    ...placeOf(take("g")),
    device: deviceOf(take, given, start.device.preset),
    train: trainOf(take, start.train),
  };
  const unknown = [...given.keys()][0];
  if (unknown !== undefined) throw new LinkError(`the link says "${unknown}", which this page does not know`);
  try {
    waveformsOf(state);
  } catch (error) {
    throw new LinkError(`the link's ${error instanceof Error ? error.message : error}`);
  }
  return state;
}

type Take = (key: string) => string | undefined;

function deviceOf(take: Take, given: Map<string, string>, standard: DeviceName): DeviceState {
  const preset = oneOf("device", take("device") ?? standard, Object.keys(devices)) as DeviceName;
  const law = take("law");
  const name = take("file");
  const text = take("text");
  if ((name === undefined) !== (text === undefined)) {
    const [has, lacks] = text === undefined ? ["file", "text"] : ["text", "file"];
    throw new LinkError(`the link has "${has}" without "${lacks}"; accepted: both, or none`);
  }
  const numbers = (prefix: string, table: Readonly<Record<string, { readonly min?: number }>>) => {
    const found: Record<string, number> = {};
    for (const key of [...given.keys()].filter((key) => key.startsWith(prefix))) {
      const param = key.slice(prefix.length);
      if (!Object.hasOwn(table, param)) throw new LinkError(`the link's "${key}" is no number of the device`);
      const value = number(key, take(key)!);
      const problem = outOfBounds(table[param] as Parameters<typeof outOfBounds>[0], value);
      if (problem) throw new LinkError(`the link's "${key}" ${problem}`);
      found[param] = value;
    }
    return found;
  };
  const params = numbers("p.", devices[preset].params);
  if (law !== undefined) oneOf("law", law, Object.keys(rates));
  const lawParams = law === undefined ? {} : numbers("l.", rates[law as RateName].params);
  return {
    preset,
    params,
    lawParams,
    ...(law === undefined ? {} : { law: law as RateName }),
    ...(name === undefined || text === undefined ? {} : { own: { name, text } }),
  };
}

function trainOf(take: Take, standard: ExploreState["train"]): ExploreState["train"] {
  const whole = (key: "neurons" | "images", { least, most }: { least: number; most: number }): number => {
    const value = number(key, take(key) ?? String(standard[key]));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new LinkError(`the link's "${key}" is ${value}; accepted: ${least} to ${most}`);
  };
  const second = take("second") ?? "";
  const seed = take("seed") ?? standard.seed;
  if (seed.length > MOST_SEED)
    throw new LinkError(`the link's "seed" has ${seed.length} characters; accepted: up to ${MOST_SEED}`);
  return {
    neurons: whole("neurons", NEURONS),
    images: whole("images", IMAGES),
    seed,
    varied: oneOf("varied", take("varied") ?? String(standard.varied), ["true", "false"]) === "true",
    second: second === "" ? "" : (oneOf("second", second, Object.keys(devices)) as DeviceName),
  };
}

function placeOf(text: string | undefined): { place?: number } {
  if (text === undefined) return {};
  const place = number("g", text);
  if (place < 0 || place > 1) throw new LinkError(`the link's "g" is ${place}; accepted: 0 to 1`);
  return { place };
}

function writtenKnots(knots: readonly Knot[]): string {
  return knots.map(([t, v]) => `${t},${v}`).join(";");
}

function readKnots(key: string, text: string | undefined): readonly Knot[] | undefined {
  if (text === undefined) return undefined;
  const parts = text === "" ? [] : text.split(";");
  if (parts.length > MOST_KNOTS)
    throw new LinkError(`the link's "${key}" has ${parts.length} knots; accepted: up to ${MOST_KNOTS}`);
  return parts.map((part) => {
    const [t, v, ...more] = part.split(",");
    if (t === undefined || v === undefined || more.length > 0)
      throw new LinkError(`"${part}" in the link's "${key}" is no time,voltage`);
    return [number(key, t), number(key, v)] as const;
  });
}

function number(key: string, text: string): number {
  const x = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(x)) throw new LinkError(`the link's "${key}" is "${text}", which is no number`);
  return x;
}

function oneOf(key: string, text: string, names: readonly string[]): string {
  if (names.includes(text)) return text;
  throw new LinkError(`the link's "${key}" is "${text}"; accepted: ${names.join(", ")}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LinkError(`"${text.slice(0, 40)}" in the link is damaged`);
  }
}

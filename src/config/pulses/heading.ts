/** What the name of a column says: which quantity, in which unit, of which device, cycle and polarity. */
import { quantityOf } from "./unit-names.js";

export type Role =
  | "pulse"
  | "time"
  | "temperature"
  | "device"
  | "cycle"
  | "polarity"
  | "voltage"
  | "width"
  | "before"
  | "after"
  | "conductance"
  | "current"
  | "resistance"
  | "readVoltage";

export interface Heading {
  /** As it is written. */
  readonly name: string;
  /** Undefined for a column that is none of these. */
  readonly role: Role | undefined;
  /** As it is written; undefined where there is none. */
  readonly unit: string | undefined;
  /** Values between 0 and 1 instead of conductances, and what they are then multiplied with: 0.01 for per cent. */
  readonly normalised: number | undefined;
  /** What the name says of all values of the column: the place of a series among several. */
  readonly series: { readonly device?: string; readonly cycle?: string; readonly sign?: 1 | -1 } | undefined;
}

const NAMES: Readonly<Record<Role, readonly string[]>> = {
  pulse: [
    "pulse",
    "pulses",
    "pulse number",
    "pulse no",
    "pulse nr",
    "pulse num",
    "pulse index",
    "pulse count",
    "pulse id",
    "number of pulses",
    "no of pulses",
    "number",
    "no",
    "n",
    "index",
    "count",
    "step",
    "spike",
    "spike number",
    "x",
    "",
  ],
  time: ["time", "t", "elapsed time", "time stamp", "timestamp"],
  temperature: ["temperature", "temp"],
  device: [
    "device",
    "device id",
    "device name",
    "device number",
    "device no",
    "dev",
    "sample",
    "cell",
    "synapse",
  ],
  cycle: ["cycle", "cycle number", "cycle no", "cycles", "loop", "run", "repeat"],
  polarity: ["polarity", "type", "pulse type", "process", "phase", "direction", "operation", "mode"],
  voltage: [
    "voltage",
    "v",
    "amplitude",
    "pulse voltage",
    "pulse amplitude",
    "voltage amplitude",
    "vg",
    "v g",
    "vgate",
    "v gate",
    "gate voltage",
    "write voltage",
    "v write",
    "vwrite",
    "programming voltage",
    "v pulse",
    "vpulse",
    "vp",
    "v p",
  ],
  width: [
    "width",
    "pulse width",
    "duration",
    "pulse duration",
    "pulse length",
    "length",
    "t pulse",
    "tpulse",
    "tp",
    "pw",
  ],
  before: ["g before", "conductance before", "before", "g initial", "initial conductance", "g start"],
  after: ["g after", "conductance after", "after", "g final", "final conductance", "g end"],
  conductance: [
    "conductance",
    "g",
    "gds",
    "g ds",
    "gd",
    "g d",
    "gch",
    "g ch",
    "channel conductance",
    "device conductance",
    "read conductance",
    "g read",
    "weight",
    "synaptic weight",
    "conductance state",
    "y",
  ],
  current: [
    "current",
    "i",
    "ids",
    "i ds",
    "id",
    "i d",
    "ich",
    "i ch",
    "epsc amplitude",
    "psc amplitude",
    "drain current",
    "channel current",
    "source drain current",
    "read current",
    "i read",
    "iread",
    "psc",
    "epsc",
    "post synaptic current",
    "postsynaptic current",
  ],
  resistance: ["resistance", "r", "rds", "r ds", "rch", "r ch", "channel resistance", "read resistance"],
  readVoltage: ["read voltage", "v read", "vread", "reading voltage", "vds", "v ds", "vd", "drain voltage"],
};
const ROLES = new Map(Object.entries(NAMES).flatMap(([role, all]) => all.map((n) => [n, role as Role])));

const PLACE = /^\d+$|\b(?:device|dev|sample|cell|synapse|cycle|loop|run|ltp|ltd|pot|dep)/i;
const RAISING = /\b(?:ltp|potentiation|potentiating|pot|up)\b/;
const LOWERING = /\b(?:ltd|depression|depressing|dep|down)\b/;
const CYCLE = /\b(?:cycle|loop|run|repeat)\s(\w+)\b/;
const DEVICE = /\b(?:device|dev|sample|cell|synapse)\s(\w+)\b/;
const NORMALISED = /\b(?:norm|normali[sz]ed|relative|rel)\b/;

/** @param name  of a column, as it is written */
export function headingOf(name: string): Heading {
  const [text, unit] = unitOf(name.trim());
  const ratio = /^\s*(?:g|w|conductance)\s*\/\s*(?:g|w)/i.test(text);
  let words = (ratio ? "conductance" : text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(\p{L})(\d)/gu, "$1 $2")
    .trim();
  const rest = (pattern: RegExp) => {
    const match = pattern.exec(words);
    if (match) words = words.replace(match[0], " ").replace(/\s+/g, " ").trim();
    return match;
  };
  rest(/^(?:mean|average|median|measured)\b(?=\s)/);
  const whole = ROLES.get(words);
  const relative = ratio || rest(NORMALISED) !== null || RELATIVE_UNIT.test(unit ?? "");
  const normalised = relative ? (unit === "%" ? 0.01 : 1) : undefined;
  const known = ROLES.get(words);
  if (whole ?? known) return { name, role: whole ?? known, unit, normalised, series: undefined };

  const sign = rest(RAISING) ? 1 : rest(LOWERING) ? -1 : undefined;
  const device = rest(DEVICE)?.[1];
  let cycle = rest(CYCLE)?.[1];
  const place = /^(.*?)\s?(\d+)$/.exec(words);
  if (place && cycle === undefined && (sign !== undefined || isRead(place[1]!)))
    [, words, cycle] = place as unknown as [string, string, string];
  const named = sign !== undefined || device !== undefined || cycle !== undefined;
  const role = words === "" ? kindOf(unit) : ROLES.get(words);
  if (!named || !(role === "conductance" || role === "current" || role === "resistance"))
    return { name, role: undefined, unit, normalised, series: undefined };
  const series = {
    ...(device === undefined ? {} : { device }),
    ...(cycle === undefined ? {} : { cycle }),
    ...(sign === undefined ? {} : { sign: sign as 1 | -1 }),
  };
  return { name, role, unit, normalised, series };
}

function isRead(words: string): boolean {
  const role = ROLES.get(words);
  return words !== "" && (role === "conductance" || role === "current" || role === "resistance");
}

/** What a column that names only its cycle or polarity holds. */
function kindOf(unit: string | undefined): Role {
  const kind = unit === undefined ? undefined : quantityOf(unit)?.unit;
  return kind === "A" ? "current" : kind === "ohm" ? "resistance" : "conductance";
}

/** Name and unit of "G (µS)", "G [µS]", "G / µS", "g_uS", "G, µS" and "G µS". */
function unitOf(name: string): [text: string, unit: string | undefined] {
  const bracketed = /^(.*?)\s*[([{]\s*([^()[\]{}]*?)\s*[)\]}]\s*(.*)$/.exec(name);
  if (bracketed) {
    const [, before, inside, after] = bracketed as unknown as [string, string, string, string];
    if (isUnit(inside)) return [`${before} ${after}`, inside === "#" || inside === "-" ? undefined : inside];
    // "Conductance (device 1)" says more than a unit; "Conductance (10^-6 S)" is a unit that is not known.
    if (ROLES.has(before.toLowerCase()) && after === "" && !PLACE.test(inside)) return [before, inside];
    return [`${before} ${inside} ${after}`, undefined];
  }
  for (const apart of [/^(.+?)\s*\/\s*(\S+)$/, /^(.+)[_,]\s*([^_,\s]+)$/, /^(.+)\s+(\S{2,})$/]) {
    const [, text, unit] = (apart.exec(name) ?? []) as unknown as [string, string?, string?];
    // "device_A" is a device.
    if (text === undefined || unit === undefined || /^(?:device|dev|sample|cell|cycle|run|loop)$/i.test(text))
      continue;
    if (quantityOf(unit)) return [text, unit];
  }
  return [name, undefined];
}

const RELATIVE_UNIT = /^(?:%|arb\.?(?: units?)?|a\.?\s?u\.?|norm\.?|normali[sz]ed|1)$/i;

function isUnit(text: string): boolean {
  return (
    /^[-#]?$/.test(text) ||
    RELATIVE_UNIT.test(text) ||
    quantityOf(text) !== undefined ||
    /^\S*[µμ]?[SsAVΩ]\/\S+$/.test(text)
  );
}

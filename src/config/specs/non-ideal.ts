/** From the departures from the ideal of a synapse's document, and the spreads among its device's params, to their numbers. */
import type { Device } from "../../core/device/model.js";
import { startWait } from "../../crossbar/nonideal/driver-timing.js";
import type { NonIdeal } from "../../crossbar/nonideal/index.js";
import type { NonIdeality, OwnNonIdeality } from "../../crossbar/nonideal/model.js";
import { type Parts, partOf } from "../parts.js";
import { si, tableValues } from "../schema/fields.js";
import type { EisDocument, Fields } from "./document.js";
import type { ProblemList } from "./problems.js";

/** Where a param's spread belongs: an effect and its number. */
const SPREADS = {
  vOc: { effect: "openCircuit", key: "sigma", unit: "V" },
  gMin: { effect: "range", key: "gMin", unit: "1" },
  gMax: { effect: "range", key: "gMax", unit: "1" },
} as const;

export type Spreads = { -readonly [K in keyof typeof SPREADS]?: number };

/** Params with means where spreads were given, and the spreads above 0. */
export function withoutSpreads(params: Fields): { params: Fields; spreads: Spreads } {
  const means: Record<string, unknown> = { ...params };
  const spreads: Spreads = {};
  for (const [name, { unit }] of Object.entries(SPREADS)) {
    const value = params[name];
    if (typeof value !== "object" || value === null) continue;
    const { mean, d2d } = value as { mean: string; d2d: string | number };
    means[name] = mean;
    const sigma = si(d2d, unit);
    if (sigma > 0) spreads[name as keyof typeof SPREADS] = sigma;
  }
  return { params: means, spreads };
}

/** The effect of an entry of `nonIdeal`: named by its key, or a module of the user's own. */
export function nonIdealityOf(parts: Parts, name: string, fields: Fields): NonIdeality {
  return partOf(parts, "nonidealities", fields.module === undefined ? name : { module: fields.module });
}

/** @param path  of the synapse */
export function buildNonIdeal(
  parts: Parts,
  doc: NonNullable<EisDocument["nonIdeal"]>,
  spreads: Readonly<Spreads>,
  device: Device,
  tick: number,
  path: string,
  problems: ProblemList,
): NonIdeal {
  const given = Object.entries(doc).map(([name, fields]) => {
    const effect = nonIdealityOf(parts, name, fields);
    return { name, effect, values: tableValues(effect.params, fields), isOwn: fields.module !== undefined };
  });
  const known = given.filter(({ isOwn }) => !isOwn).map(({ name, values }) => [name, values]);
  const values: { -readonly [K in keyof NonIdeal]: NonIdeal[K] } = Object.fromEntries(known);
  const own: OwnNonIdeality[] = given.filter(({ isOwn }) => isOwn);
  if (own.length > 0) values.own = own;
  for (const [name, sigma] of Object.entries(spreads)) {
    const { effect, key } = SPREADS[name as keyof typeof SPREADS];
    if (doc[effect] !== undefined)
      problems.add(
        `${path}.nonIdeal.${effect}`,
        `is given twice; accepted: here, or as the d2d of params.${name}`,
      );
    values[effect] = { ...values[effect], [key]: sigma };
  }
  const { on = 0, off = 0 } = values.stuck ?? {};
  if (on + off > 1)
    problems.add(
      `${path}.nonIdeal.stuck`,
      `on and off make ${on + off} of all devices; accepted: together at most 1`,
    );
  if (device.gMin === 0 && (values.range?.gMin ?? 0) > 0)
    problems.add(
      `${path}.${spreads.gMin === undefined ? "nonIdeal.range.gMin" : "params.gMin.d2d"}`,
      "is relative to a gMin of 0 S, of which it leaves nothing; accepted: 0, or a gMin above 0 S",
    );
  problems.attempt(`${path}.nonIdeal.driver`, () => startWait(values.driver ?? {}, tick));
  return values;
}

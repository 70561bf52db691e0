/** From the departures from the ideal of a synapse, and the spreads among its device's params, to their numbers. */
import type { Device } from "../../core/device/model.js";
import { startWait } from "../../crossbar/nonideal/driver-timing.js";
import type { NonIdeal } from "../../crossbar/nonideal/index.js";
import { rangeDraws } from "../../crossbar/nonideal/range.js";
import type { EisValue } from "../schema/synapse.js";
import type { ProblemList } from "./problems.js";

/** Where a param's spread belongs: an effect and its number. */
const SPREADS = {
  vOc: { effect: "openCircuit", key: "sigma" },
  gMin: { effect: "range", key: "gMin" },
  gMax: { effect: "range", key: "gMax" },
} as const;

/** @param path  of the synapse */
export function buildNonIdeal(
  { nonIdeal: given = {}, params }: Pick<EisValue, "nonIdeal" | "params">,
  device: Device,
  tick: number,
  path: string,
  problems: ProblemList,
): NonIdeal {
  const known = Object.values(given).filter(({ own }) => !own);
  const own = Object.values(given).filter(({ own }) => own);
  const values: { -readonly [K in keyof NonIdeal]: NonIdeal[K] } = Object.fromEntries(
    known.map(({ name, values }) => [name, values]),
  );
  if (own.length > 0) values.own = own.map(({ name, part, values }) => ({ name, effect: part, values }));
  for (const [name, { effect, key }] of Object.entries(SPREADS)) {
    const sigma = spreadOf(params[name]);
    if (sigma === 0) continue;
    if (given[effect] !== undefined)
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
  for (const key of ["gMin", "gMax"] as const) {
    const spread = values.range?.[key] ?? 0;
    const written = `${path}.${spreadOf(params[key]) === 0 ? `nonIdeal.range.${key}` : `params.${key}.d2d`}`;
    if (device[key] === 0 && spread > 0)
      problems.add(
        written,
        `is relative to a ${key} of 0 S, of which it leaves nothing; accepted: 0, or a ${key} above 0 S`,
      );
    else problems.attempt(written, () => rangeDraws(device, { [key]: spread }));
  }
  problems.attempt(`${path}.nonIdeal.driver`, () => startWait(values.driver ?? {}, tick));
  return values;
}

function spreadOf(number: EisValue["params"][string] | undefined): number {
  return typeof number === "object" && "d2d" in number ? number.d2d : 0;
}

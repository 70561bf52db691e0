/** What every departure from the ideal must keep to, ours and a user's own; see `NonIdeality`. */
import { devices } from "../../core/device/index.js";
import { defaults, outOfBounds, type ParamTable, type Values } from "../../core/params.js";
import {
  type Contract,
  descriptionProblems,
  functionExport,
  messageOf,
  optional,
  paramsExport,
  textExport,
} from "../../core/part.js";
import { Random } from "../../core/random.js";
import { forms } from "../../core/waveform/index.js";
import type { NonIdeality, PairAtGate, ReadContext } from "./model.js";

/** What a departure from the ideal crossbar must be, ours and a user's own alike. */
export const nonIdealityContract: Contract<NonIdeality> = {
  exports: [
    textExport("doc"),
    paramsExport,
    optional(functionExport("write")),
    optional(functionExport("read")),
    optional({ name: "switches", what: "a list of parameters", fits: areNames }),
  ],
  take(exported) {
    if (!exported.write && !exported.read)
      throw new RangeError('exports neither "write" nor "read": it would do nothing');
    return exported as unknown as NonIdeality;
  },
  problems: nonIdealityProblems,
};

const ROWS = 6;
const COLUMNS = 5;
/** Distances from the ideal that each switch is tried at, in its unit, the first that is in range. */
const TRIED = [0.1, 1, 10, 1e-3, -0.1];

function areNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function nonIdealityProblems(effect: NonIdeality): string[] {
  const problems = new Set(descriptionProblems(effect));
  const names = effect.switches ?? Object.keys(effect.params).slice(0, 1);
  if (names.length === 0) problems.add("has no parameter that switches it on");
  for (const name of names) {
    if (!Object.hasOwn(effect.params, name)) problems.add(`switches: "${name}" is not one of its parameters`);
    else
      try {
        checkSwitched(effect, switchedOn(effect.params, name), problems);
      } catch (error) {
        problems.add(`throws with ${name} switched on: ${messageOf(error)}`);
      }
  }
  return [...problems];
}

/** Defaults, but one of them away from the ideal. */
function switchedOn(params: ParamTable, name: string): Values<ParamTable> {
  const param = params[name]!;
  const away = TRIED.map((distance) => param.default + distance);
  return {
    ...defaults(params),
    [name]: away.find((x) => outOfBounds(param, x) === undefined) ?? param.default,
  };
}

function checkSwitched(effect: NonIdeality, values: Values<ParamTable>, problems: Set<string>): void {
  const before = { ...values };
  checkWrite(effect, values, problems);
  checkRead(effect, values, problems);
  if (Object.keys(before).some((name) => values[name] !== before[name]))
    problems.add("changes its parameters");
}

const device = devices["eis-ysz14"].create({});
const { pre, post } = forms["box-over-ramp"];
const PAIR: PairAtGate = { rate: device.rate, pre, post, alphaPre: 1, alphaPost: 1, tick: 0.5e-3 };

function checkWrite(effect: NonIdeality, values: Values<ParamTable>, problems: Set<string>): void {
  if (!effect.write) return;
  const { gMin, gMax } = device;
  const drawn = () => {
    const draw = effect.write!(values, { pair: PAIR, random: Random.of("non-ideality conformance") });
    return places(ROWS, COLUMNS).map(([row, column]) => ({ ...draw({ row, column, gMin, gMax }) }));
  };
  const first = drawn();
  for (const { up, down, start = gMin } of first) {
    if (!(up >= 0 && down >= 0 && Number.isFinite(up) && Number.isFinite(down)))
      problems.add(`write: factors are ${up} and ${down}; they must be finite and not below 0`);
    if (!(start >= gMin && start <= gMax))
      problems.add(`write: start is ${start} S; it must be from gMin to gMax`);
  }
  if (JSON.stringify(drawn()) !== JSON.stringify(first))
    problems.add("write: equal random streams give other devices");
}

function checkRead(effect: NonIdeality, values: Values<ParamTable>, problems: Set<string>): void {
  if (!effect.read) return;
  const { gMin, gMax } = device;
  const conductances = places(ROWS, COLUMNS).map((_, x) => gMin + ((gMax - gMin) * x) / (ROWS * COLUMNS - 1));
  const low = Float32Array.from(conductances, () => 0.5 * gMin);
  const high = Float32Array.from(conductances, () => 2 * gMax);
  for (const range of [undefined, { low, high }]) {
    const seen = () => {
      const g = Float64Array.from(conductances);
      const random = Random.of("non-ideality conformance");
      const context: ReadContext = { nPre: ROWS, nPost: COLUMNS, gMin, gMax, range, random };
      effect.read!(g, values, context);
      return g;
    };
    const first = seen();
    if (!first.every((x) => x >= 0 && Number.isFinite(x)))
      problems.add("read: a conductance is not finite, or below 0");
    if (String(seen()) !== String(first)) problems.add("read: equal random streams give another read");
  }
}

function places(rows: number, columns: number): [row: number, column: number][] {
  return Array.from({ length: rows * columns }, (_, x) => [Math.floor(x / columns), x % columns]);
}

/**
 * Conductance staircases: one read after each pulse, pulses of one amplitude and width a polarity. Which pulses raise
 * and which lower the conductance is said by the table, by `ltp`, or read from its course: runs of one polarity, found
 * by dynamic programming, so that noise on single reads turns none around.
 */
import { formatQuantity } from "../../core/units.js";
import type { MeasuredPulse } from "../../fit/prepare.js";
import { median } from "../../fit/robust.js";
import { ConfigError } from "../errors.js";
import type { Reading } from "./reading.js";
import type { Read } from "./repeated-reads.js";

/** Amplitudes (V) and widths (s) of a staircase: of raising and of lowering pulses. */
export interface Drive extends Reading {
  readonly amplitudes?: readonly [up: number, down: number];
  readonly widths?: readonly [up: number, down: number];
}

/** What a change of polarity costs, in median steps: where reads are clean, and where single steps go against their run. */
const TURN = { clean: 2.5, noisy: 6 };
/** Share of such steps from which on reads are noisy. */
const NOISY = 0.05;
/** A step against its polarity by more than this share of the range is a device set anew. */
const SET_ANEW = 0.3;
const ROUNDING = 1e-9;
/** Share of all that a course moves which has to be along the polarities that are given. */
const ALONG = 0.7;
/** Share of steps without any change, above which rows are not reads after a pulse each. */
const PLATEAU = 2 / 3;

/** @throws ConfigError where amplitudes or widths are missing, or given twice, or polarities that the course contradicts */
export function stairs(reads: readonly Read[], drive: Drive, name: string): MeasuredPulse[] {
  const { amplitudes, widths } = drive;
  const volts = reads[0]!.voltage !== undefined;
  const lengths = reads[0]!.width !== undefined;
  const fail = (problem: string): never => {
    throw new ConfigError(name, [{ file: name, path: "", problem }]);
  };
  if (volts && amplitudes) fail("has a column voltage_V, and --amplitude is given; accepted: one of them");
  if (lengths && widths) fail("has a column width_s, and --width is given; accepted: one of them");
  if (!volts && !amplitudes)
    fail(
      "is a staircase without a column voltage_V; accepted: --amplitude 4V, or of both polarities --amplitude=4V,-3V",
    );
  if (!lengths && !widths)
    fail(
      "is a staircase without a column width_s; accepted: --width 10ms, or of both polarities --width 10ms,20ms",
    );
  if (!volts && drive.ltp && reads.some((r) => r.sign !== undefined))
    fail("says which pulses raise and which lower, and --ltp is given; accepted: one of them");
  const places = new Map<string, Read[]>();
  for (const read of reads) {
    const list = places.get(read.device);
    if (list) list.push(read);
    else places.set(read.device, [read]);
  }
  return [...places.values()].flatMap((list) => {
    const lines = chains(list);
    const all = list.map((r) => r.conductance);
    const range = Math.max(...all) - Math.min(...all);
    if (drive.reads === undefined) checkPlateaus(lines, fail);
    const signs = lines.map((line) => signsOf(line, drive, volts));
    checkSigns(lines, signs, list[0]!, drive, fail);
    return lines.flatMap((line, c) => pulsesOf(line, signs[c]!, range, drive, fail));
  });
}

/** Reads of a device, cut where nothing is known of what came before. */
function chains(list: readonly Read[]): Read[][] {
  const all: Read[][] = [];
  for (const read of list)
    if (all.length === 0 || read.begins || read.sign === 0 || read.voltage === 0) all.push([read]);
    else all.at(-1)!.push(read);
  return all;
}

/** Polarity of each step of a chain. */
function signsOf(line: readonly Read[], { ltp }: Drive, volts: boolean): number[] {
  const steps = line.slice(1);
  if (volts && !steps.some((r) => r.sign !== undefined)) return steps.map((r) => (r.voltage! > 0 ? 1 : -1));
  if (steps.some((r) => r.sign !== undefined)) return steps.map((r) => r.sign!);
  if (!ltp) return polarities(line.map((r) => r.conductance));
  const [up, down] = ltp;
  // Without numbers, a course of whole cycles has no read of the state before them.
  const first = line[0]!.pulse ?? (line.length % (up + down) === 0 ? 1 : 0);
  return steps.map((_, k) => ((k + (first === 1 ? 1 : 0)) % (up + down) < up ? 1 : -1));
}

function pulsesOf(
  line: readonly Read[],
  signs: readonly number[],
  range: number,
  { amplitudes, widths }: Drive,
  fail: (problem: string) => never,
): MeasuredPulse[] {
  const pulses: MeasuredPulse[] = [];
  let begin = true;
  for (const [j, sign] of signs.entries()) {
    const [from, read] = [line[j]!, line[j + 1]!];
    const given = read.voltage;
    if (given === undefined && -sign * (read.conductance - from.conductance) > SET_ANEW * range) {
      begin = true;
      continue;
    }
    if (given !== undefined && given * sign < 0 && given < 0)
      fail(
        `row ${read.row} has ${given} V and raises the conductance; accepted: voltages whose sign is the polarity, or all above 0 V`,
      );
    const width = read.width ?? widths![sign > 0 ? 0 : 1];
    if (!(width > 0)) fail(`row ${read.row} has a pulse of 0 s; accepted: a length above 0`);
    pulses.push({
      device: read.device,
      // With a column of polarities, amplitudes may stand there without their signs.
      voltage: given === undefined ? amplitudes![sign > 0 ? 0 : 1] : sign * Math.abs(given),
      width,
      before: begin ? from.conductance : undefined,
      after: read.conductance,
    });
    begin = false;
  }
  return pulses;
}

/** A trace in time has many rows between two pulses. */
function checkPlateaus(lines: readonly (readonly Read[])[], fail: (problem: string) => never): void {
  const steps = lines.flatMap((line) => line.slice(1).map((r, k) => r.conductance - line[k]!.conductance));
  const still = steps.filter((step) => step === 0).length;
  if (steps.length > 8 && still > PLATEAU * steps.length)
    fail(
      `repeats the read before in ${still} of ${steps.length} rows, more than one row a pulse as it seems; accepted: one row after each pulse, or --reads 10 (rows that follow the same pulse; --reads 1 if each row is a pulse nonetheless)`,
    );
}

/** @throws ConfigError where what the table or --ltp says of polarities goes against the course */
function checkSigns(
  lines: readonly (readonly Read[])[],
  signs: readonly (readonly number[])[],
  { device, voltage, sign }: Read,
  { ltp }: Drive,
  fail: (problem: string) => never,
): void {
  if (voltage !== undefined || (sign === undefined && !ltp)) return;
  const moved = { up: 0, down: 0 };
  let seen = 0;
  for (const [c, line] of lines.entries()) {
    const course = line.map((r) => r.conductance);
    const steps = course.slice(1).map((g, k) => g - course[k]!);
    for (const [k, s] of polarities(course).entries()) seen += s * steps[k]!;
    for (const [k, step] of steps.entries()) moved[signs[c]![k]! > 0 ? "up" : "down"] += step;
  }
  const by = (g: number) => formatQuantity(g, "S");
  const accepted = ltp
    ? "numbers of raising and lowering pulses as they came, raising first"
    : "rows in the order of time, LTP rising and LTD falling";
  const says = ltp ? `--ltp ${ltp.join(",")}` : "the table";
  const least = ROUNDING * seen;
  const wrong = moved.up < -least ? "up" : moved.down > least ? "down" : undefined;
  if (wrong)
    fail(
      `pulses that ${wrong === "up" ? "raise" : "lower"} the conductance of ${device}, as ${says} says, change it by ${by(moved[wrong])} in all; accepted: ${accepted}`,
    );
  if (moved.up - moved.down < ALONG * seen)
    fail(
      `the conductance of ${device} moves up and down by ${by(seen)} in all, by ${by(moved.up - moved.down)} as ${says} has it; accepted: ${accepted}`,
    );
}

/** The polarity of each step of a course: the runs that agree best with the steps, a turn at a price. */
export function polarities(course: readonly number[]): (1 | -1)[] {
  const steps = course.slice(1).map((g, k) => g - course[k]!);
  const scale = median(steps.map(Math.abs)) || 1;
  const against = (k: number) => steps[k]! * steps[k - 1]! < 0 && steps[k]! * steps[k + 1]! < 0;
  const single = [...steps.keys()].slice(1, -1).filter(against).length / steps.length;
  const price = TURN.clean + (TURN.noisy - TURN.clean) * Math.min(1, single / NOISY);
  // Best score so far that ends with a raising or a lowering pulse, and from which it came.
  let [up, down] = [0, 0];
  const turns: [fromUp: boolean, fromDown: boolean][] = [];
  for (const step of steps) {
    const score = Math.max(-2, Math.min(2, step / scale));
    const [stayUp, turnUp] = [up, down - price];
    const [stayDown, turnDown] = [down, up - price];
    turns.push([stayUp >= turnUp, stayDown >= turnDown]);
    up = Math.max(stayUp, turnUp) + score;
    down = Math.max(stayDown, turnDown) - score;
  }
  const signs: (1 | -1)[] = [];
  let sign: 1 | -1 = up >= down ? 1 : -1;
  for (let k = steps.length - 1; k >= 0; k--) {
    signs[k] = sign;
    const [keptUp, keptDown] = turns[k]!;
    if (sign > 0 ? !keptUp : !keptDown) sign = sign > 0 ? -1 : 1;
  }
  return signs;
}

/**
 * Conductance staircases: one read after each pulse, pulses of one amplitude and width a polarity. Which pulses raise
 * and which lower the conductance is read from its course: runs of one polarity, found by dynamic programming, so that
 * noise on single reads turns none around.
 */
import type { MeasuredPulse } from "../fit/prepare.js";
import { median } from "../fit/robust.js";
import { ConfigError } from "./errors.js";

/** Amplitudes (V) and widths (s) of a staircase: of raising and of lowering pulses. */
export interface Drive {
  readonly amplitudes?: readonly [up: number, down: number];
  readonly widths?: readonly [up: number, down: number];
}

/** What a change of polarity costs, in median steps. */
const TURN = 6;
/** A step against its polarity by more than this share of the range is a device set anew. */
const SET_ANEW = 0.3;

/** @throws ConfigError where amplitudes or widths are missing, or given twice */
export function stairs(
  numbers: Readonly<Record<string, readonly number[]>>,
  devices: readonly string[],
  { amplitudes, widths }: Drive,
  name: string,
): MeasuredPulse[] {
  const { conductance_S: g, voltage_V: volts, width_s: lengths } = numbers;
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
  const places = new Map<string, number[]>();
  for (const [k, device] of devices.entries()) {
    const list = places.get(device);
    if (list) list.push(k);
    else places.set(device, [k]);
  }
  return [...places].flatMap(([device, rows]) => {
    const course = rows.map((k) => g![k]!);
    const signs = volts ? rows.slice(1).map((k) => (volts[k]! > 0 ? 1 : -1)) : polarities(course);
    const range = Math.max(...course) - Math.min(...course);
    const pulses: MeasuredPulse[] = [];
    let begin = true;
    for (const [j, sign] of signs.entries()) {
      const step = course[j + 1]! - course[j]!;
      if (!volts && -sign * step > SET_ANEW * range) {
        begin = true;
        continue;
      }
      const k = rows[j + 1]!;
      pulses.push({
        device,
        voltage: volts ? volts[k]! : amplitudes![sign > 0 ? 0 : 1],
        width: lengths ? lengths[k]! : widths![sign > 0 ? 0 : 1],
        before: begin ? course[j]! : undefined,
        after: course[j + 1]!,
      });
      begin = false;
    }
    return pulses;
  });
}

/** The polarity of each step of a course: the runs that agree best with the steps, a turn at a price. */
export function polarities(course: readonly number[]): (1 | -1)[] {
  const steps = course.slice(1).map((g, k) => g - course[k]!);
  const scale = median(steps.map(Math.abs)) || 1;
  // Best score so far that ends with a raising or a lowering pulse, and from which it came.
  let [up, down] = [0, 0];
  const turns: [fromUp: boolean, fromDown: boolean][] = [];
  for (const step of steps) {
    const score = Math.max(-2, Math.min(2, step / scale));
    const [stayUp, turnUp] = [up, down - TURN];
    const [stayDown, turnDown] = [down, up - TURN];
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

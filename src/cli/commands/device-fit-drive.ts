/** Options of `spikion device fit` that say how pulses were applied and read. */

import type { Reading, ReadUnit } from "../../config/pulses/reading.js";
import type { Drive } from "../../config/pulses/staircase.js";
import { quantityOf } from "../../config/pulses/unit-names.js";
import type { Param } from "../../core/params.js";
import { anyQuantity } from "../../core/units.js";
import { quantityOption } from "../arguments.js";
import { UsageError } from "../errors.js";

export interface DriveOptions {
  amplitude: string | undefined;
  width: string | undefined;
  unit: string | undefined;
  "read-voltage": string | undefined;
  ltp: string | undefined;
  reads: string | undefined;
}

/** How pulses were applied and read, as options say it. @throws UsageError */
export function driveOf(options: DriveOptions): Drive {
  const { amplitude, width } = options;
  const pair = (name: string, given: string, unit: Param["unit"]): number[] => {
    const values = given.split(",").map((v) => quantityOption(name, v.trim(), unit));
    if (values.length > 2)
      throw new UsageError(`--${name}: got ${values.length} values; accepted: one, or one for each polarity`);
    return values;
  };
  const drive: { -readonly [K in keyof Drive]: Drive[K] } = {};
  if (amplitude !== undefined) {
    const [up, down = -up!] = pair("amplitude", amplitude, "V");
    if (!(up! > 0 && down < 0))
      throw new UsageError(
        `--amplitude: got ${amplitude}; accepted: one above 0 V, or --amplitude=4V,-3V (raising, lowering)`,
      );
    drive.amplitudes = [up!, down];
  }
  if (width !== undefined) {
    const [up, down = up!] = pair("width", width, "s");
    if (!(up! > 0 && down > 0))
      throw new UsageError(`--width: got ${width}; accepted: lengths above 0 s, such as 10ms`);
    drive.widths = [up!, down];
  }
  return { ...drive, ...readingOf(options) };
}

function readingOf({ unit, "read-voltage": volts, ltp, reads }: DriveOptions): Reading {
  const reading: { -readonly [K in keyof Reading]: Reading[K] } = {};
  if (unit !== undefined) reading.unit = readUnit(unit);
  if (volts !== undefined) {
    reading.readVoltage = quantityOption("read-voltage", volts, "V");
    if (reading.readVoltage === 0)
      throw new UsageError(`--read-voltage: got ${volts}; accepted: a voltage that is not 0, such as 0.1V`);
  }
  if (ltp !== undefined) reading.ltp = counts(ltp);
  if (reads !== undefined) {
    if (!/^\d{1,6}$/.test(reads) || Number(reads) < 1)
      throw new UsageError(`--reads: got ${reads}; accepted: rows that follow the same pulse, 1 or more`);
    reading.reads = Number(reads);
  }
  return reading;
}

/** `50`, or `50,30`. */
function counts(text: string): [up: number, down: number] {
  const [up, down = up, ...more] = text.split(",").map((n) => (/^\s*\d{1,7}\s*$/.test(n) ? Number(n) : 0));
  if (!(up! > 0 && down! > 0) || more.length > 0)
    throw new UsageError(
      `--ltp: got ${text}; accepted: how many pulses raise and then lower, such as 50, or 50,30`,
    );
  return [up!, down!];
}

/** A unit by itself, what 1 stands for, or what 0 and 1 stand for. */
function readUnit(text: string): ReadUnit {
  const fail = (): never => {
    throw new UsageError(
      `--unit: got ${text}; accepted: a unit such as uS, nA or kohm; of normalised reads what 1 stands for, such as 4uS, or what 0 and 1 do, such as 50nS:4uS`,
    );
  };
  const parts = text.split(":").map((part) => {
    const plain = part.trim();
    return /^[-+]?[\d.]/.test(plain) ? anyQuantity(plain) : quantityOf(plain);
  });
  if (parts.length > 2 || (parts.length === 2 && !/^\s*[-+]?[\d.]/.test(text))) return fail();
  const one = parts.at(-1);
  const zero = parts.length === 2 ? parts[0] : { value: 0, unit: one?.unit };
  if (!one || !zero || one.unit !== zero.unit || !(one.value > zero.value) || zero.value < 0) return fail();
  const of = one.unit;
  if (of !== "S" && of !== "A" && of !== "ohm") return fail();
  return { text, of, zero: zero.value, one: one.value };
}

/** The numbers of a device file that a fit is uncertain of: read, moved and written back. */
import { type DevicePreset, devices } from "../core/device/index.js";
import { exp, ln } from "../core/elementary.js";
import type { Param } from "../core/params.js";
import { MOST_DEVIATION } from "../core/rectified-normal.js";
import type { Widths } from "../core/uncertain.js";
import { formatQuantity, parseQuantity } from "../core/units.js";
import { monotone } from "../fit/table-shape.js";
import type { NumberName, UncertainNumber } from "../fit/uncertainty.js";
import { between, flat, lnAt } from "./points.js";
import { isPlainMap, type Plain, type PlainMap } from "./yaml.js";

/** What a device file says, and what is drawn of it. */
export interface DeviceParts {
  readonly device: PlainMap;
  readonly params: PlainMap;
}

/** A problem of the block, by path below `uncertainty`. */
export class DrawError extends Error {
  override readonly name = "DrawError";
  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(problem);
  }
}

/** Written digits; limits and rows are matched to this much. */
const SAME = 1e-5;

interface Drawn {
  readonly number: UncertainNumber;
  readonly value: number;
  readonly offset: number;
}

const NOWHERE: Widths = { below: 0, above: 0 };

/** The numbers of one device file, SI, and how they are written back. */
export class FileNumbers {
  private readonly preset: DevicePreset | undefined;
  private readonly gMin: number;
  private readonly g0: number;
  private readonly gMax: number;

  constructor(private readonly parts: DeviceParts) {
    const { preset = "eis-ysz14" } = parts.device;
    this.preset = typeof preset === "string" ? devices[preset as keyof typeof devices] : undefined;
    this.gMin = this.param("gMin");
    this.g0 = this.param("g0");
    this.gMax = this.param("gMax");
  }

  private param(name: string): number {
    const written = this.parts.params[name];
    // A spread between devices of a crossbar stays as it is.
    const one = isPlainMap(written) && written.mean !== undefined ? written.mean : written;
    const row = this.preset?.params[name];
    return one === undefined ? (row?.default ?? Number.NaN) : number(one, row?.unit ?? "S");
  }

  private beta(side: "plus" | "minus"): number {
    const { beta } = this.parts.params;
    return isPlainMap(beta) ? number(beta[side], "1") : this.param("beta");
  }

  /** The likeliest value of a number, and how far its limits are from it, as logarithms. */
  place(of: UncertainNumber, k: number): { value: number; widths: Widths } {
    const value = this.value(of, k);
    const to = coordinate(of.of, this.g0);
    const [x, low, high] = [value, of.low, of.high].map((y) => (y === null ? Number.NaN : to(y)));
    if (!Number.isFinite(x!)) return { value, widths: NOWHERE };
    const below = Math.max(0, x! - (of.of === "rate" && value < 0 ? high! : low!));
    const above = Math.max(0, (of.of === "rate" && value < 0 ? low! : high!) - x!);
    const known = [below, above].filter(Number.isFinite);
    if (known.length === 0) return { value, widths: NOWHERE };
    // Without a limit on one side it is as wide as on the other.
    const or = (width: number) => (Number.isFinite(width) ? width : known[0]!);
    return { value, widths: { below: or(below), above: or(above) } };
  }

  private value({ of, at }: UncertainNumber, k: number): number {
    switch (of) {
      case "gMin":
      case "gMax":
      case "d2d":
      case "c2c":
        return this.param(of);
      case "beta.plus":
        return this.beta("plus");
      case "beta.minus":
        return this.beta("minus");
      case "readNoise":
        return number(this.parts.device.readNoise ?? 0, "S");
      case "rate":
        return this.rateAt(at!, k);
      default: {
        const rows = this.rows(of);
        const row = rows?.conductance.findIndex((g) => Math.abs(g - at!) <= SAME * this.g0) ?? -1;
        if (row >= 0) return rows!.factor[row]!;
        throw new DrawError(
          `numbers.${k}`,
          `params.stateFactor has no row of ${of} at ${formatQuantity(at!, "S", 6)}; accepted: rows that it has`,
        );
      }
    }
  }

  private table(): { voltage: number[]; rate: number[] } | undefined {
    const { rate } = this.parts.device;
    if (!isPlainMap(rate) || !Array.isArray(rate.voltage) || !Array.isArray(rate.rate)) return undefined;
    return {
      voltage: rate.voltage.map((v) => number(v, "V")),
      rate: rate.rate.map((r) => number(r, "S/s")),
    };
  }

  /** ln|r| is linear between rows. */
  private rateAt(v: number, k: number): number {
    const table = this.table();
    const rows = table?.voltage.map((u, i) => [Math.abs(u), ln(Math.abs(table.rate[i]!)), u] as const) ?? [];
    const own = rows.filter(([, , u]) => u > 0 === v > 0).sort((a, b) => a[0] - b[0]);
    if (own.length === 0)
      throw new DrawError(
        `numbers.${k}`,
        `the rate at ${formatQuantity(v, "V", 6)} is in no table; accepted: rate: {law: table, ...} with rows of this sign`,
      );
    return Math.sign(v) * exp(between(own, Math.abs(v)));
  }

  private rows(of: "f+" | "f-"): { conductance: number[]; factor: number[] } | undefined {
    const { stateFactor } = this.parts.params;
    const rows = isPlainMap(stateFactor) ? stateFactor[of === "f+" ? "plus" : "minus"] : undefined;
    if (!isPlainMap(rows) || !Array.isArray(rows.conductance) || !Array.isArray(rows.factor))
      return undefined;
    return {
      conductance: rows.conductance.map((g) => number(g, "S")),
      factor: rows.factor.map((f) => number(f, "1")),
    };
  }

  /** The file with these numbers; undefined where they are no device. */
  with(drawn: readonly Drawn[]): DeviceParts | undefined {
    const params: PlainMap = { ...this.parts.params };
    const device: PlainMap = { ...this.parts.device };
    const found = new Map<NumberName, number>();
    for (const { number: n, value, offset } of drawn)
      if (n.at === undefined) found.set(n.of, moved(n.of, value, offset, this.g0));
    const gMin = found.get("gMin") ?? this.gMin;
    const gMax = found.get("gMax") ?? this.gMax;
    if (!(gMin >= 0 && gMin < this.g0 && gMax > this.g0)) return undefined;
    for (const name of ["gMin", "gMax", "d2d", "c2c"] as const) {
      const x = found.get(name);
      if (x === undefined) continue;
      if (!name.startsWith("g") && !(x <= MOST_DEVIATION)) return undefined;
      const written = text(x, name.startsWith("g") ? "S" : "1");
      const before = params[name];
      params[name] = isPlainMap(before) ? { ...before, mean: written } : written;
    }
    if (found.has("beta.plus") || found.has("beta.minus"))
      params.beta = {
        plus: found.get("beta.plus") ?? this.beta("plus"),
        minus: found.get("beta.minus") ?? this.beta("minus"),
      };
    const noise = found.get("readNoise");
    if (noise !== undefined) device.readNoise = text(noise, "S");
    const factors = isPlainMap(params.stateFactor) ? { ...params.stateFactor } : {};
    for (const of of ["f+", "f-"] as const) {
      const rows = this.drawnRows(of, drawn, gMin, gMax);
      if (rows === undefined) return undefined;
      if (rows !== "as they are") factors[of === "f+" ? "plus" : "minus"] = rows;
    }
    if (Object.keys(factors).length > 0) params.stateFactor = factors;
    const rates = drawn.filter(({ number }) => number.of === "rate");
    if (rates.length > 0) device.rate = this.drawnRates(rates);
    return { device, params };
  }

  /** Factors moved, monotone, 1 at G0, their bound where it was drawn. */
  private drawnRows(
    of: "f+" | "f-",
    drawn: readonly Drawn[],
    gMin: number,
    gMax: number,
  ): PlainMap | "as they are" | undefined {
    const rows = this.rows(of);
    if (!rows) return "as they are";
    const [old, bound] = of === "f+" ? [this.gMax, gMax] : [this.gMin, gMin];
    const own = drawn.filter(({ number }) => number.of === of);
    const atBound = (g: number) => Math.abs(g - old) <= SAME * this.g0;
    const g = rows.conductance.map((x) => (atBound(x) ? bound : x));
    const f = rows.factor.map((x, k) => {
      const offset = own.find(({ number }) => Math.abs(number.at! - rows.conductance[k]!) <= SAME * this.g0);
      return offset ? x * exp(offset.offset) : x;
    });
    const inside = g.every((x, k) => x >= gMin && x <= gMax && (k === 0 || x > g[k - 1]!));
    if (!inside) return undefined;
    const pooled = monotone(f, of === "f+" ? -1 : 1);
    const one = exp(lnAt(g, pooled, this.g0));
    return {
      conductance: g.map((x) => text(x, "S")),
      factor: pooled.map((x) => x / one),
    };
  }

  /** Rows between voltages with limits move by what is between them, rows beyond like the nearest. */
  private drawnRates(drawn: readonly Drawn[]): PlainMap {
    const { voltage, rate } = this.table()!;
    const of = (sign: boolean) =>
      drawn
        .filter(({ number }) => number.at! > 0 === sign)
        .map(({ number, offset }) => [Math.abs(number.at!), offset] as const)
        .sort((a, b) => a[0] - b[0]);
    const moves = { up: of(true), down: of(false) };
    const other = { up: moves.down, down: moves.up };
    const factor = (v: number): number => {
      const side = v > 0 ? "up" : "down";
      const own = moves[side].length > 0 ? moves[side] : other[side];
      return exp(flat(own, Math.abs(v)));
    };
    return {
      ...(this.parts.device.rate as PlainMap),
      rate: rate.map((r, k) => text(r * factor(voltage[k]!), "S/s")),
    };
  }
}

/** Where a number lies on the axis on which limits are about as far on both sides. */
function coordinate(of: NumberName, g0: number): (x: number) => number {
  if (of === "gMin") return (x) => -ln(g0 - x);
  if (of === "gMax") return (x) => ln(x - g0);
  return (x) => ln(Math.abs(x));
}

function moved(of: NumberName, value: number, offset: number, g0: number): number {
  if (of === "gMin") return g0 - (g0 - value) * exp(-offset);
  if (of === "gMax") return g0 + (value - g0) * exp(offset);
  return value * exp(offset);
}

function number(written: Plain | undefined, unit: Param["unit"]): number {
  return typeof written === "number" ? written : parseQuantity(String(written), unit);
}

function text(x: number, unit: Param["unit"]): string | number {
  return unit === "1" ? x : formatQuantity(x, unit, "exact");
}

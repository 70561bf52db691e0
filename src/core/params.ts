/** SI base units only; prefixes (ms, uS, pF) exist in YAML and in plots, never here. */
export type Unit = "1" | "s" | "V" | "A" | "C" | "F" | "S" | "ohm" | "Hz" | "S/s" | "V/s" | "m" | "K" | "J";

/** One row of a part's parameter table: what validation, docs and error messages are all made from. */
export interface Param {
  /** SI unit of the number. */
  readonly unit: Unit;
  /** Value where a config leaves it out, in `unit`. */
  readonly default: number;
  /** Smallest accepted value; exclusive where `open` is set. */
  readonly min?: number;
  /** Largest accepted value; exclusive where `open` is set. */
  readonly max?: number;
  /** Whether the bounds themselves are refused. */
  readonly open?: boolean;
  /** One for all neurons of a population: it says how they are computed, not what they are. */
  readonly alike?: true;
  /** A time on the grid of ticks, or of the neuron's own steps: what is drawn is rounded to it. */
  readonly onGrid?: true;
  /** Only whole numbers. */
  readonly whole?: true;
  /** A yes or no, `true` or `false` in a config: 1 or 0 in code. */
  readonly flag?: true;
  /** One of these words in a config, its place among them in code. */
  readonly words?: readonly string[];
  /** What the number means, in one line. */
  readonly doc: string;
  /** Where the default comes from: paper, table or figure, or "assumed: why". */
  readonly source: string;
}
/** The numbers of a part by name: what checking, defaults, docs and error messages are made from. */
export type ParamTable = Readonly<Record<string, Param>>;
/** Numbers of a parameter table by name, SI. */
export type Values<T extends ParamTable> = { readonly [K in keyof T]: number };

/** The table's defaults as plain values. */
export function defaults<T extends ParamTable>(table: T): Values<T> {
  return Object.fromEntries(Object.entries(table).map(([name, p]) => [name, p.default])) as Values<T>;
}

/** What is wrong with `value` for this parameter, in words; undefined if it is accepted. */
export function outOfBounds(p: Param, value: number): string | undefined {
  if (!Number.isFinite(value)) return "is not a finite number";
  if (p.whole && !Number.isInteger(value)) return "is not a whole number";
  if (p.flag && value !== 0 && value !== 1) return "is neither 0 nor 1";
  if (p.words && p.words[value] === undefined) return `is no place among ${p.words.length} words`;
  if (p.min !== undefined && (p.open ? value <= p.min : value < p.min))
    return `is ${p.open ? "not above" : "below"} ${p.min} ${p.unit}`;
  if (p.max !== undefined && value > p.max) return `is above ${p.max} ${p.unit}`;
  return undefined;
}

/** Whether a config writes this parameter's values as words or as yes and no. */
export function isNamed({ flag, words }: Param): boolean {
  return flag !== undefined || words !== undefined;
}

/** A value of such a parameter as a config writes it; of any other the number. */
export function writtenValue({ flag, words }: Param, value: number): string | number | boolean {
  if (flag) return value === 1;
  return words ? words[value]! : value;
}

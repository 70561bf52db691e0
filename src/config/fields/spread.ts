/** Values that differ between synapses or neurons: drawn by a law, listed, or from a file. */
import { byKey } from "./by-key.js";
import type { Field } from "./field.js";
import { group } from "./group.js";
import { list } from "./list.js";
import { text } from "./plain.js";

interface Bell<T> {
  readonly mean: T;
  readonly sd: T;
  readonly min?: T;
  readonly max?: T;
}

/** As it is written; T is a value with its unit. */
export type Law<T> =
  | { readonly kind: "uniform"; readonly from: T; readonly to: T }
  | ({ readonly kind: "normal" | "lognormal" } & Bell<T>)
  | { readonly kind: "list"; readonly values: readonly T[] }
  | { readonly kind: "file"; readonly file: string; readonly sha256?: string; readonly column?: string };

/** What of them a field takes. */
interface Takes {
  readonly lists?: boolean;
  /** Whether a file's column can be named. */
  readonly columns?: boolean;
}

const MOST_LISTED = 10_000;

/** A file with numbers, and what was in it. */
export const dataFile = {
  file: text("path of a CSV or npz file, from this file's folder"),
  sha256: text("what was in the file: filled in by the program", {
    is: /^[0-9a-f]{64}$/,
    accepted: "a sha256, or nothing",
  }).optional(),
};

/**
 * @param one  a single value
 * @param width  a standard deviation, not negative
 * @param otherwise  the form of what is no law; a single value where left out
 */
export function spread<T, O = T>(
  one: Field<T, false>,
  width: Field<T, false>,
  { lists = false, columns = false }: Takes,
  doc: string,
  otherwise?: Field<O, false>,
): Field<O | Law<T>, false> {
  const limits = { min: one.optional(), max: one.optional() };
  const bell = { mean: one, sd: width, ...limits };
  const column = columns ? { column: text("column of the file, where it has another name").optional() } : {};
  const forms: Record<string, Field<Law<T>, false>> = {
    uniform: group({ uniform: list(one, { min: 2, max: 2, accepted: "[from, to]" }) }).as(({ uniform }) => ({
      kind: "uniform",
      from: uniform[0]!,
      to: uniform[1]!,
    })),
    lognormal: group({ lognormal: group(bell) }).as(({ lognormal }) => ({
      kind: "lognormal",
      ...(lognormal as Bell<T>),
    })),
    file: group({ ...dataFile, ...column }).as((value) => ({ kind: "file", ...(value as { file: string }) })),
    ...(lists
      ? {
          "[]": list(one, { min: 1, max: MOST_LISTED }).as((values) => ({ kind: "list", values }) as Law<T>),
        }
      : {}),
  };
  const normal = group(bell).as((value) => ({ kind: "normal", ...(value as Bell<T>) }) as Law<T>);
  for (const key of ["mean", "sd"]) forms[key] = normal;
  const plain = (otherwise ?? one) as Field<O, false>;
  const written = `${plain.accepted}; {mean: …, sd: …}, {lognormal: {mean: …, sd: …}}, {uniform: [from, to]}${lists ? ", a list" : ""} or {file: values.csv}`;
  return byKey(forms, plain, doc, written, columns) as Field<O | Law<T>, false>;
}

export function isLaw<T>(value: T | Law<T> | object | number): value is Law<T> {
  return typeof value === "object" && value !== null && "kind" in value;
}

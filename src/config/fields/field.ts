/**
 * A field of a document, declared once: its schema, the SI value that code gets, its type, the JSON Schema of editors and
 * the reference text all follow from one declaration.
 */
import type * as z from "zod";
import type { Unit } from "../../core/params.js";
import type { Parts } from "../parts.js";
import { SchemaMemory } from "./schema-memory.js";

/** Stands for "no document yet": schemas then list every variant, as editors need it. */
export const EDITOR: unique symbol = Symbol("editor");

/** What a field is, for the reference text and for tests that set every field. */
export type About =
  | { readonly is: "quantity"; readonly unit: Unit | "1 or V" | "any"; readonly bounds: Bounds }
  | { readonly is: "whole"; readonly min: number; readonly max?: number }
  | { readonly is: "word"; words(parts: Parts): readonly string[] }
  | { readonly is: "flag" }
  | { readonly is: "text" }
  | Group
  /** One of several forms; `of` is the one that a document as written has. */
  | { readonly is: "either"; readonly branches: readonly Field[]; of(raw: unknown): Field };

/** A mapping or a list. */
export interface Group {
  readonly is: "group";
  /** What it holds as written: by key, or by index of a list; for EDITOR, all that can be where there are no cases. */
  inside(raw: unknown, parts: Parts): Readonly<Record<string, Field>>;
  /** Whether keys are the user's own names, or places in a list. */
  readonly open?: boolean;
  /** What it holds in each of the cases that one of its words makes. */
  cases?(parts: Parts): Readonly<Record<string, Readonly<Record<string, Field>>>>;
  /** The case that what is written is. */
  caseOf?(raw: unknown, parts: Parts): string | undefined;
}

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** Whether `min` itself is excluded. */
  readonly open?: boolean;
}

interface Definition<V> {
  readonly about: About;
  /** What it means, in words. */
  readonly doc?: string;
  /** What is accepted, in words. */
  readonly accepted: string;
  /** Whether the schema is the same whatever is written: it is then made once. */
  readonly fixed?: boolean;
  /** Whether what is written has this field's form at all, right or wrong. */
  takes(raw: unknown): boolean;
  /**
   * The same for the same `raw` and `parts`: it is kept.
   * @param raw  what is written at the field's place, or EDITOR for all that could be
   */
  schema(raw: unknown, parts: Parts): z.ZodType;
  /** @param document  what the schema has accepted, defaults filled in */
  read(document: unknown, parts: Parts): V;
}

export class Field<V = unknown, Optional extends boolean = boolean> {
  readonly about: About;
  readonly doc: string;
  readonly accepted: string;
  readonly fixed: boolean;
  private made: z.ZodType | undefined;
  private memory: SchemaMemory | undefined;

  /**
   * @param left  what a document that leaves the field out means: text as it would be written
   */
  constructor(
    private readonly definition: Definition<V>,
    readonly left: { readonly default?: unknown; readonly optional?: Optional } = {},
  ) {
    this.about = definition.about;
    this.doc = definition.doc ?? "";
    this.accepted = definition.accepted;
    this.fixed = definition.fixed ?? false;
  }

  takes(raw: unknown): boolean {
    return this.definition.takes(raw);
  }

  schema(raw: unknown, parts: Parts): z.ZodType {
    if (this.fixed) {
      this.made ??= this.definition.schema(raw, parts);
      return this.made;
    }
    if (raw === EDITOR) return this.definition.schema(raw, parts);
    this.memory ??= new SchemaMemory();
    return this.memory.get(raw, parts, () => this.definition.schema(raw, parts));
  }

  /** The value in SI units. @param document  what the schema has accepted, defaults filled in */
  read(document: unknown, parts: Parts): V {
    return this.definition.read(document, parts);
  }

  /** @param document  as it would be written; a mapping of which more may be left out is filled in itself */
  default(document: unknown): Field<V, false> {
    const { definition } = this;
    const filled = typeof document === "object" && !Array.isArray(document);
    const schema = (raw: unknown, parts: Parts): z.ZodType => {
      const inner = definition.schema(raw, parts);
      return filled ? inner.prefault(document as never) : inner.default(document as never);
    };
    return new Field({ ...definition, schema }, { default: document });
  }

  /** The same field with another value. */
  as<W>(value: (read: V) => W): Field<W, Optional> {
    const { definition } = this;
    const read = (document: unknown, parts: Parts) => value(definition.read(document, parts));
    return new Field({ ...definition, read }, this.left);
  }

  /** A field that may be left out: its value is then absent. */
  optional(): Field<V, true> {
    const { definition } = this;
    const schema = (raw: unknown, parts: Parts) => definition.schema(raw, parts).optional();
    return new Field({ ...definition, schema }, { optional: true });
  }
}

/** Fields by key, in the order in which a resolved document has them. */
export type Fields = Readonly<Record<string, Field>>;

/** What reading a field gives. */
export type Value<F> = F extends Field<infer V> ? V : never;

type OptionalKey<S extends Fields> = {
  [K in keyof S]: S[K] extends Field<unknown, infer O>
    ? boolean extends O
      ? never
      : O extends true
        ? K
        : never
    : never;
}[keyof S];

/** What reading fields gives, by key. */
export type Values<S extends Fields> = { readonly [K in Exclude<keyof S, OptionalKey<S>>]: Value<S[K]> } & {
  readonly [K in OptionalKey<S>]?: Value<S[K]>;
};

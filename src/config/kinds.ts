/** Every kind of experiment: the fields of its document, and what makes its spec of their values. Add yours here: one line. */
import * as z from "zod";
import type { ExperimentSpec } from "../experiment/kinds/index.js";
import { EDITOR, type Field } from "./fields/field.js";
import { below } from "./fields/group.js";
import { unknownWord } from "./fields/variants.js";
import type { Parts } from "./parts.js";
import { choice } from "./schema/choice.js";
import { classify } from "./schema/classify.js";
import { figure } from "./schema/figure.js";
import { simulate } from "./schema/simulate.js";
import type { Building } from "./specs/building.js";
import { buildChoice } from "./specs/choice.js";
import { buildClassify } from "./specs/classify.js";
import { buildFigure } from "./specs/figure.js";
import { buildSimulate } from "./specs/simulate.js";

export interface Kind {
  readonly field: Field;
  /** @returns undefined where there were problems */
  build(document: unknown, building: Building): ExperimentSpec | undefined;
}

export const kinds: Readonly<Record<string, Kind>> = {
  classify: kind(classify, buildClassify),
  simulate: kind(simulate, buildSimulate),
  choice: kind(choice, buildChoice),
  figure: kind(figure, buildFigure),
};

function kind<V>(
  field: Field<V, false>,
  build: (value: V, building: Building) => ExperimentSpec | undefined,
): Kind {
  return { field, build: (document, building) => build(field.read(document, building.parts), building) };
}

/** The schema for this very document; for EDITOR, of every document. */
export function experimentSchema(parts: Parts, raw: unknown): z.ZodType {
  if (raw === EDITOR) {
    const all = Object.values(kinds).map(({ field }) => field.schema(EDITOR, parts));
    return z.union(all.flatMap((schema) => (schema instanceof z.ZodUnion ? schema.options : [schema])));
  }
  const name = below(raw, "kind");
  return typeof name === "string" && Object.hasOwn(kinds, name)
    ? kinds[name]!.field.schema(raw, parts)
    : z.looseObject({ kind: unknownWord("a kind of experiment", Object.keys(kinds), false) });
}

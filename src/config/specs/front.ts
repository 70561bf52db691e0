/** From what a document says of front ends to what pictures go through. */
import { chain, type FrontEndChoice } from "../../core/front/index.js";
import * as learned from "../../core/front/learned-fields.js";
import type { FrontEndModel, PictureShape } from "../../core/front/model.js";
import type { Values } from "../../core/params.js";
import type { FrontSpec } from "../../experiment/kinds/classify/spec.js";
import type { Files } from "../../platform/files.js";
import type { FileReference } from "../columns-file.js";
import { readLearnedFields } from "../learned-fields-file.js";
import type { ChosenFront } from "../schema/front.js";
import type { ProblemList } from "./problems.js";

type One = ChosenFront[number];
type Learned = Exclude<One, { part: FrontEndModel }>;

/** @returns undefined where there is none, or none that works on pictures of that shape (said in `problems`) */
export function buildFront(
  chosen: ChosenFront,
  shape: PictureShape,
  files: Files,
  problems: ProblemList,
): FrontSpec | undefined {
  if (chosen.length === 0) return undefined;
  const end = problems.reading("front", () =>
    problems.attempt("front", () =>
      chain(
        chosen.map((one) => choiceOf(one, files)),
        shape,
      ),
    ),
  );
  return end && { end, parts: chosen.map(named) };
}

function isLearned(one: One): one is Learned {
  return !("part" in one);
}

/** The file of a first layer is read where the shape of what it is given is known. */
function choiceOf(one: One, files: Files): FrontEndChoice {
  if (!isLearned(one)) return one;
  const { weights } = one;
  const create: FrontEndModel["create"] = (_, shape) =>
    learned.create(readLearnedFields(files, weights as FileReference, one, shape), numbersOf(one), shape);
  return { part: { doc: learned.doc, params: learned.params, create }, values: {} };
}

function named(one: One): FrontSpec["parts"][number] {
  if (!isLearned(one)) return { name: one.name, values: one.values };
  return { name: one.model, values: numbersOf(one) };
}

function numbersOf({ winners, polarities, pool, writeError, draw }: Learned): Values<typeof learned.params> {
  return { winners, polarities, pool, writeError, draw };
}

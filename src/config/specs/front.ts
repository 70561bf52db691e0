/** From what a document says of front ends to what pictures go through. */
import { chain } from "../../core/front/index.js";
import type { PictureShape } from "../../core/front/model.js";
import type { FrontSpec } from "../../experiment/kinds/classify/spec.js";
import type { ChosenFront } from "../schema/front.js";
import type { ProblemList } from "./problems.js";

/** @returns undefined where there is none, or none that works on pictures of that shape (said in `problems`) */
export function buildFront(
  chosen: ChosenFront,
  shape: PictureShape,
  problems: ProblemList,
): FrontSpec | undefined {
  if (chosen.length === 0) return undefined;
  const end = problems.attempt("front", () => chain(chosen, shape));
  return end && { end, parts: chosen.map(({ name, values }) => ({ name, values })) };
}

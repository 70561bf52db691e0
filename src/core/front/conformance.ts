/** What every front end must keep to, ours and a user's own; see `FrontEndModel` and `FrontEnd`. */
import { defaults } from "../params.js";
import {
  type Contract,
  descriptionProblems,
  functionExport,
  messageOf,
  paramsExport,
  textExport,
} from "../part.js";
import { Random } from "../random.js";
import { type FrontEnd, type FrontEndModel, type PictureShape, valuesOf } from "./model.js";

/** What a module with a front end exports and keeps to. */
export const frontEndContract: Contract<FrontEndModel> = {
  exports: [textExport("doc"), paramsExport, functionExport("create")],
  problems: frontEndProblems,
};

/** No square, so that rows and columns cannot be taken for each other. */
const PICTURE: PictureShape = { planes: 1, rows: 12, cols: 16 };

/** In words, each way in which `model` breaks the contract; empty if it keeps it. */
function frontEndProblems(model: FrontEndModel): string[] {
  const problems = descriptionProblems(model);
  try {
    problems.push(...valueProblems(() => model.create(defaults(model.params), PICTURE)));
  } catch (error) {
    problems.push(`throws with its defaults on ${PICTURE.rows} x ${PICTURE.cols}: ${messageOf(error)}`);
  }
  return problems;
}

function valueProblems(create: () => FrontEnd): string[] {
  const problems: string[] = [];
  const front = create();
  const { planes, rows, cols } = front.shape;
  if (![planes, rows, cols].every((n) => Number.isInteger(n) && n > 0))
    return [`its shape is ${planes} x ${rows} x ${cols}; expected whole numbers above 0`];
  const random = Random.of("front end conformance");
  const picture = Uint8Array.from({ length: valuesOf(PICTURE) }, () => random.below(256));
  const before = picture.slice();
  const first = applied(front, picture);
  if (!first.every((v) => v >= 0 && v < Number.POSITIVE_INFINITY))
    problems.push("gives values that are not finite, or below 0");
  if (!first.some((v) => v > 0)) problems.push("gives nothing but zeros for a picture of noise");
  if (picture.some((v, i) => v !== before[i])) problems.push("changes the picture that it is given");
  const dark = applied(front, new Uint8Array(picture.length));
  if (dark.some((v) => v !== 0)) problems.push("makes something of an empty picture");
  const same = (a: Float32Array, b: Float32Array) => a.every((v, i) => v === b[i]);
  if (!same(applied(front, picture), first)) problems.push("depends on the pictures before");
  if (!same(applied(create(), picture), first)) problems.push("two of equal numbers differ");
  if (front.draw) {
    const drawn = new Float32Array(picture.length).fill(Number.NaN);
    front.draw(first, drawn);
    if (!drawn.every(Number.isFinite)) problems.push("draws values that are not finite");
  } else if (valuesOf(front.shape) !== valuesOf(PICTURE))
    problems.push("gives another number of values than pixels, and cannot draw what they stand for");
  return problems;
}

/** What was there before must not shine through. */
function applied(front: FrontEnd, picture: Uint8Array): Float32Array {
  const to = new Float32Array(valuesOf(front.shape)).fill(7);
  front.apply(picture, to);
  return to;
}

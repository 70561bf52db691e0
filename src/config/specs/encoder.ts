/** From an encoder's document to the encoder. */
import type { Encoder, EncoderModel } from "../../core/encoder/model.js";
import { timesEncoder } from "../../core/encoder/times.js";
import { type Parts, partOf } from "../parts.js";
import { si, tableValues } from "../schema/fields.js";
import type { Fields } from "./document.js";
import type { ProblemList } from "./problems.js";

/**
 * @param size  neurons of the source population
 * @param pictures  whether there are pictures to encode
 */
export function buildEncoder(
  parts: Parts,
  doc: Fields,
  size: number,
  pictures: boolean,
  path: string,
  problems: ProblemList,
): Encoder | undefined {
  if (doc.model === "times") return buildTimes(doc.times as string[][], size, path, problems);
  const model = encoderModel(parts, doc);
  if (model.needsValues !== pictures) {
    const fitting = Object.entries(parts.encoders).filter(([, m]) => m.needsValues === pictures);
    const names = fitting.map(([name]) => `"${name}"`).join(", ");
    problems.add(
      `${path}.model`,
      `"${String(doc.model ?? doc.module)}" ${pictures ? "takes no pictures" : "encodes pictures, and there are none"}; accepted: ${names}`,
    );
  }
  return problems.attempt(path, () => model.create(tableValues(model.params, doc)));
}

function encoderModel(parts: Parts, doc: Fields): EncoderModel {
  const reference = doc.module === undefined ? doc.model : { module: doc.module };
  return partOf(parts, "encoders", reference);
}

function buildTimes(
  times: readonly (readonly string[])[],
  size: number,
  path: string,
  problems: ProblemList,
): Encoder | undefined {
  if (times.length !== size)
    problems.add(
      `${path}.times`,
      `has times for ${times.length} neurons; accepted: one list for each of the ${size}`,
    );
  return problems.attempt(`${path}.times`, () =>
    timesEncoder(times.map((list) => list.map((t) => si(t, "s")))),
  );
}

/** From what a document says of an encoder to the encoder. */
import type { Encoder, Grid } from "../../core/encoder/model.js";
import { timesEncoder } from "../../core/encoder/times.js";
import { quoteAll } from "../errors.js";
import type { Parts } from "../parts.js";
import type { ChosenEncoder } from "../schema/encoder.js";
import type { ProblemList } from "./problems.js";

/**
 * @param grid  neurons of the source population, and the network's tick
 * @param pictures  whether there are pictures to encode
 */
export function buildEncoder(
  value: ChosenEncoder,
  grid: Grid,
  pictures: boolean,
  path: string,
  parts: Parts,
  problems: ProblemList,
): Encoder | undefined {
  if (!("part" in value)) return buildTimes(value.times, grid.size, path, problems);
  const { name, part, values } = value;
  if (part.needsValues !== pictures) {
    const fitting = Object.entries(parts.encoders).filter(([, m]) => m.needsValues === pictures);
    problems.add(
      `${path}.model`,
      `"${name}" ${pictures ? "takes no pictures" : "encodes pictures, and there are none"}; accepted: ${quoteAll(fitting.map(([n]) => n))}`,
    );
  }
  const encoder = problems.attempt(path, () => part.create(values));
  const misfit = encoder?.misfit?.(grid);
  if (misfit !== undefined) problems.add(path, misfit);
  return encoder;
}

function buildTimes(
  times: readonly (readonly number[])[],
  size: number,
  path: string,
  problems: ProblemList,
): Encoder | undefined {
  if (times.length !== size)
    problems.add(
      `${path}.times`,
      `has times for ${times.length} neurons; accepted: one list for each of the ${size}`,
    );
  return problems.attempt(`${path}.times`, () => timesEncoder(times));
}

/** From what a document says of an encoder to the encoder. */
import type { Encoder, Grid } from "../../core/encoder/model.js";
import { timesEncoder } from "../../core/encoder/times.js";
import type { Files } from "../../platform/files.js";
import type { FileReference } from "../columns-file.js";
import { quoteAll } from "../errors.js";
import type { Parts } from "../parts.js";
import type { ChosenEncoder } from "../schema/encoder.js";
import { type Recipients, readSpikes } from "../spike-file.js";
import type { ProblemList } from "./problems.js";

/**
 * @param grid  neurons of the source population, their places, and the network's tick
 * @param pictures  whether there are pictures to encode
 */
export function buildEncoder(
  value: ChosenEncoder,
  grid: Grid & Recipients,
  pictures: boolean,
  path: string,
  parts: Parts,
  problems: ProblemList,
  files: Files,
): Encoder | undefined {
  if (pictures && !("part" in value)) {
    problems.add(
      `${path}.model`,
      `"${"spikes" in value ? "file" : "times"}" takes no pictures; accepted: ${quoteAll(fitting(parts, pictures))}`,
    );
    return undefined;
  }
  if ("from" in value) {
    problems.add(
      `${path}.model`,
      `"events" plays a data set of recordings, and there is none; accepted: ${quoteAll(fitting(parts, pictures))}`,
    );
    return undefined;
  }
  if ("spikes" in value) return buildRecorded(value.spikes as FileReference, grid, path, files, problems);
  if (!("part" in value)) return buildTimes(value.times, grid.size, path, problems);
  const { name, part, values } = value;
  if (part.needsValues !== pictures) {
    problems.add(
      `${path}.model`,
      `"${name}" ${pictures ? "takes no pictures" : "encodes pictures, and there are none"}; accepted: ${quoteAll(fitting(parts, pictures))}`,
    );
  }
  const encoder = problems.attempt(path, () => part.create(values));
  // A population that is not there is told by itself.
  const misfit = grid.size > 0 ? encoder?.misfit?.(grid) : undefined;
  if (misfit !== undefined) problems.add(path, misfit);
  return encoder;
}

/** Names of the encoders that take pictures, or of those that take none. */
function fitting(parts: Parts, pictures: boolean): string[] {
  return Object.entries(parts.encoders).flatMap(([name, m]) => (m.needsValues === pictures ? [name] : []));
}

/** Spikes of a recording. */
function buildRecorded(
  reference: FileReference,
  to: Recipients,
  path: string,
  files: Files,
  problems: ProblemList,
): Encoder | undefined {
  const at = `${path}.spikes`;
  const read = problems.reading(at, () => readSpikes(files, reference, to));
  if (!read) return undefined;
  const lists: number[][] = Array.from({ length: to.size }, () => []);
  for (let k = 0; k < read.time.length; k++) lists[read.index[k]!]!.push(read.time[k]!);
  return problems.attempt(at, () => timesEncoder(lists));
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

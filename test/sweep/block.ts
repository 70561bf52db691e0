import { readSweep, type SweepBlock } from "../../src/config/schema/sweep.js";

/** A sweep block as a document has it, defaults filled in. */
export function block(raw: object): SweepBlock {
  const read = readSweep(raw);
  if ("error" in read) throw read.error;
  return read.block;
}

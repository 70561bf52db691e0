/** The report of a sweep: one self-contained page. */
import type { Plan } from "./plan.js";
import type { SweepSummary } from "./write.js";

export async function sweepReport(_plan: Plan, _summary: SweepSummary): Promise<string> {
  return "";
}

import type { Connectivity } from "../../core/connectivity/index.js";
import type { ParamTable } from "../../core/params.js";
import type { Random } from "../../core/random.js";

/**
 * Which neurons of one population reach which of another: a pure function. A row is a neuron that sends, a column one that
 * receives.
 */
export interface ConnectRule {
  readonly doc: string;
  /** Numbers that a config may give; empty where there are none. */
  readonly params: ParamTable;
  /** What is wrong with these sizes, in words; undefined if nothing is. Absent: any sizes do. */
  problem?(nPre: number, nPost: number): string | undefined;
  /** Synapses in the mean, for forecasts of memory; absent where that is not known. */
  expected?(nPre: number, nPost: number, values: Readonly<Record<string, number>>): number;
  /**
   * @param random  a stream of the projection's own
   * @throws RangeError where there would be more synapses than can be counted
   */
  connect(
    nPre: number,
    nPost: number,
    values: Readonly<Record<string, number>>,
    random: Random,
  ): Connectivity;
}

/** For rules that pair neurons by their index. */
export function equalSizes(rule: string): NonNullable<ConnectRule["problem"]> {
  return (nPre, nPost) =>
    nPre === nPost ? undefined : `"${rule}" needs populations of equal size, not ${nPre} and ${nPost}`;
}

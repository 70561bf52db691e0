import type { Connectivity } from "../../core/connectivity/index.js";
import type { ParamTable } from "../../core/params.js";
import type { Random } from "../../core/random.js";

/** What a rule may know of the two populations besides their sizes. */
export interface Ends {
  /** Whether both are one population, in which a neuron may reach itself (an autapse). */
  readonly same: boolean;
  /** Neurons along each axis, the last one fastest: [rows, cols], [planes, rows, cols], or [size] of a plain list. */
  readonly preShape: readonly number[];
  /** Neurons of the target along each axis. */
  readonly postShape: readonly number[];
}

/**
 * Which neurons of one population reach which of another: a pure function. A row is a neuron that sends, a column one that
 * receives.
 */
export interface ConnectRule {
  /** Which neurons it joins, in one line. */
  readonly doc: string;
  /** Numbers that a config may give; empty where there are none. */
  readonly params: ParamTable;
  /** What is wrong with these sizes and numbers, in words; undefined if nothing is. Absent: any do. */
  problem?(nPre: number, nPost: number, values: RuleValues, ends: Ends): string | undefined;
  /** What a user may not expect of these sizes and numbers, in words; undefined where there is nothing. */
  notice?(values: RuleValues, ends: Ends): string | undefined;
  /** Synapses in the mean, for forecasts of memory; absent where that is not known. */
  expected?(nPre: number, nPost: number, values: RuleValues, ends: Ends): number;
  /**
   * The synapses between two populations.
   * @param random  a stream of the projection's own
   * @throws RangeError where there would be more synapses than can be counted
   */
  connect(nPre: number, nPost: number, values: RuleValues, random: Random, ends: Ends): Connectivity;
}

/** Numbers of a connection rule by name. */
export type RuleValues = Readonly<Record<string, number>>;

/** Positions are 32-bit integers. */
const MOST_SYNAPSES = 2 ** 31 - 1;

/**
 * @param most  synapses that there can be
 * @param expected  in the mean
 * @throws RangeError where there are more than positions can count
 */
export function checkCount(most: number, expected = most): void {
  if (most > MOST_SYNAPSES)
    throw new RangeError(
      `${Math.round(expected)} synapses are expected; at most ${MOST_SYNAPSES} are possible`,
    );
}

/** Both as plain lists, and different: what a caller that knows no more may give. */
export function plainEnds(nPre: number, nPost: number): Ends {
  return { same: false, preShape: [nPre], postShape: [nPost] };
}

/** For rules that pair neurons by their index. */
export function equalSizes(rule: string): (nPre: number, nPost: number) => string | undefined {
  return (nPre, nPost) =>
    nPre === nPost ? undefined : `"${rule}" needs populations of equal size, not ${nPre} and ${nPost}`;
}

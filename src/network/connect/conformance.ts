/** What every connection rule must keep to, ours and a user's own; see `ConnectRule`. */
import { type Connectivity, csrOfRows } from "../../core/connectivity/index.js";
import { defaults } from "../../core/params.js";
import {
  type Contract,
  descriptionProblems,
  functionExport,
  messageOf,
  optional,
  paramsExport,
  textExport,
} from "../../core/part.js";
import { Random } from "../../core/random.js";
import type { ConnectRule, Ends } from "./model.js";

/** What a connection rule must be, ours and a user's own alike. */
export const ruleContract: Contract<ConnectRule> = {
  exports: [textExport("doc"), paramsExport, functionExport("connect"), optional(functionExport("problem"))],
  take: (exported) => fromLists(exported as unknown as ModuleRule),
  problems: ruleProblems,
};

/** A module may give the columns of each row as a list: it then needs nothing of spikion's. */
type ModuleRule = Omit<ConnectRule, "connect"> & {
  connect(...given: Parameters<ConnectRule["connect"]>): Connectivity | readonly ArrayLike<number>[];
};

/** @throws RangeError from `connect` where the lists are none of such sizes */
function fromLists(rule: ModuleRule): ConnectRule {
  return {
    doc: rule.doc,
    params: rule.params,
    ...(rule.problem ? { problem: (...given) => rule.problem!(...given) } : {}),
    connect(nPre, nPost, values, random, ends) {
      const made = rule.connect(nPre, nPost, values, random, ends);
      if (!Array.isArray(made)) return made as Connectivity;
      if (made.length !== nPre) throw new RangeError(`${made.length} lists of columns for ${nPre} rows`);
      return csrOfRows(nPost, made as readonly ArrayLike<number>[]);
    },
  };
}

/** Populations that each rule is asked to connect; it may refuse some. */
const SHAPES: readonly Ends[] = [
  { preShape: [6], postShape: [6], same: false },
  { preShape: [6], postShape: [6], same: true },
  { preShape: [5], postShape: [8], same: false },
  { preShape: [9], postShape: [4], same: false },
  { preShape: [1], postShape: [1], same: false },
  { preShape: [120], postShape: [120], same: true },
  { preShape: [2, 6, 7], postShape: [3, 6, 7], same: false },
  { preShape: [2, 6, 7], postShape: [4, 2, 3], same: false },
  { preShape: [2, 6, 7], postShape: [2, 3, 3], same: false },
];
const product = (shape: readonly number[]) => shape.reduce((all, n) => all * n, 1);

function ruleProblems(rule: ConnectRule): string[] {
  const problems = new Set(descriptionProblems(rule));
  const values = defaults(rule.params);
  let accepted = 0;
  for (const ends of SHAPES) {
    const [nPre, nPost] = [product(ends.preShape), product(ends.postShape)];
    try {
      const refusal = rule.problem?.(nPre, nPost, values, ends);
      if (refusal === "") problems.add("refuses sizes without saying why");
      if (refusal !== undefined) continue;
      accepted++;
      const connect = () => rule.connect(nPre, nPost, values, Random.of("rule conformance"), ends);
      const first = rowsOf(connect(), nPre, nPost, problems);
      // Rows are lists of numbers; as text they are compared at once.
      if (first && JSON.stringify(rowsOf(connect(), nPre, nPost, problems)) !== JSON.stringify(first))
        problems.add("equal sizes, numbers and random streams give other synapses");
    } catch (error) {
      problems.add(`throws with its defaults and ${nPre} to ${nPost} neurons: ${messageOf(error)}`);
    }
  }
  if (accepted === 0) problems.add("refuses populations of all sizes");
  return [...problems];
}

/** Columns of each row; undefined where the wiring is none. */
function rowsOf(
  wiring: Connectivity,
  nPre: number,
  nPost: number,
  problems: Set<string>,
): number[][] | undefined {
  const form: unknown = (wiring as Connectivity | undefined)?.form;
  if (form !== "uniform" && form !== "csr" && form !== "dense") {
    problems.add("connect() gives neither a wiring nor a list of columns for each row");
    return undefined;
  }
  if (wiring.nPre !== nPre || wiring.nPost !== nPost)
    problems.add(`a wiring of ${wiring.nPre} to ${wiring.nPost} neurons for ${nPre} to ${nPost}`);
  const rows = Array.from({ length: nPre }, (_, i) => columnsOf(wiring, i));
  const listed = rows.reduce((sum, row) => sum + row.length, 0);
  if (listed !== wiring.count) problems.add(`count is ${wiring.count} of ${listed} synapses`);
  for (const row of rows)
    for (const [k, j] of row.entries()) {
      if (!(Number.isInteger(j) && j >= 0 && j < nPost)) problems.add(`reaches neuron ${j} of ${nPost}`);
      if (k > 0 && j < row[k - 1]!) problems.add("columns of a row do not ascend");
    }
  return rows;
}

function columnsOf(wiring: Connectivity, i: number): number[] {
  if (wiring.form !== "uniform") {
    const [start, end] = [wiring.rowStart(i), wiring.rowEnd(i)];
    return Array.from({ length: end - start }, (_, k) => wiring.columnOf(i, start + k));
  }
  const spans = wiring.spans(i);
  return Array.from({ length: spans.length / 2 }, (_, s) => {
    const [from, to] = [spans[2 * s]!, spans[2 * s + 1]!];
    return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
  }).flat();
}

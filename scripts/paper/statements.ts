/** What became of every statement of the paper: a verdict, our numbers, and whether they survive other conditions. */
import type { CheckResult } from "../../src/experiment/kinds/figure/result.js";
import type { Condition } from "./conditions.js";

/** A line of docs/paper-facts.yaml. */
export interface Fact {
  readonly says: string;
  readonly verdict: "run" | "assumption" | "construction" | "data" | "not reproducible";
  readonly why?: string;
  /** Numbers that hold by construction beside others that do not. */
  readonly built?: readonly string[];
}

export const WORDS = [
  "reproduced",
  "not reproduced",
  "holds under a stated assumption",
  "by construction",
  "data",
  "not reproducible",
] as const;
export type Word = (typeof WORDS)[number];

/** A check, and the figure that it is a number of. */
export interface FigureCheck extends CheckResult {
  readonly figure: string;
}

/** What the same checks come to under a condition. */
export interface UnderCondition {
  readonly condition: Condition;
  readonly checks: readonly FigureCheck[];
}

export interface Statement {
  readonly id: string;
  readonly fact: Fact;
  readonly word: Word;
  readonly checks: readonly FigureCheck[];
  /** For each condition what is in its column; undefined where no number decides. */
  readonly columns: readonly (string | undefined)[];
}

/** @throws Error for a check of a statement that there is not, or a statement that is to be decided and is not */
export function statements(
  facts: Readonly<Record<string, Fact>>,
  checks: readonly FigureCheck[],
  others: readonly UnderCondition[],
): Statement[] {
  const stray = checks.find((c) => !Object.hasOwn(facts, c.fact));
  if (stray) throw new Error(`no statement ${stray.fact} in docs/paper-facts.yaml`);
  return Object.entries(facts).map(([id, fact]) => {
    const own = checks.filter((c) => c.fact === id);
    if (fact.verdict === "run" && own.length === 0)
      throw new Error(`${id} is to be decided by a run, and none has a check of it`);
    const strange = fact.built?.find((name) => !own.some((c) => c.number === name));
    if (strange) throw new Error(`${id}: no check of it is of ${strange}`);
    return {
      id,
      fact,
      word: wordOf(fact, own),
      checks: own,
      columns: others.map(({ checks: all }) => column(all.filter((c) => c.fact === id))),
    };
  });
}

/** Data and what cannot be reproduced stay so whatever our numbers are: these are only shown beside them. */
function wordOf({ verdict }: Fact, checks: readonly FigureCheck[]): Word {
  if (verdict === "data" || verdict === "not reproducible") return verdict;
  if (checks.some((c) => !c.holds)) return "not reproduced";
  if (verdict === "run") return "reproduced";
  return verdict === "construction" ? "by construction" : "holds under a stated assumption";
}

/** A verdict with the parts of it that could not have come out otherwise. */
export function shown({ word, fact: { built } }: Statement): string {
  return built ? `${word} (${built.join(", ")} by construction)` : word;
}

function column(checks: readonly FigureCheck[]): string | undefined {
  if (checks.length === 0) return undefined;
  const broken = checks.filter((c) => !c.holds);
  if (broken.length === 0) return "yes";
  // Several figures may give one and the same number of one statement.
  const texts = broken.map((c) => `${c.number} = ${c.ours}${bound(c)}`);
  return `**no**: ${[...new Set(texts)].join("<br>")}`;
}

/** The bound that a number is beyond. */
function bound({ value, bounds: { from, to } }: FigureCheck): string {
  if (from !== undefined && value < from) return ` (at least ${short(from)})`;
  return to !== undefined && value > to ? ` (at most ${short(to)})` : "";
}

function short(x: number): string {
  return String(Number(x.toPrecision(4)));
}

/** "34 reproduced, 20 data, …": every word that there is. */
export function counts(all: readonly Statement[]): string {
  return WORDS.map((word) => [all.filter((s) => s.word === word).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${n === 1 ? word : word.replace(/^holds/, "hold")}`)
    .join(", ");
}

/** Of one condition: how many of the statements whose numbers hold without it survive it, and which do not. */
export function survival(
  all: readonly Statement[],
  k: number,
): { holds: number; of: number; lost: string[] } {
  const decided = all.filter((s) => s.columns[k] !== undefined && s.checks.every((c) => c.holds));
  const lost = decided.filter((s) => s.columns[k] !== "yes").map((s) => s.id);
  return { holds: decided.length - lost.length, of: decided.length, lost };
}

/** Cells of a statement's row. */
export function cells({ id, fact, checks, columns, ...rest }: Statement): string[] {
  const ours = checks.map((c) => `${c.number} = ${c.ours}${c.holds ? "" : " (**does not hold**)"}`);
  const how = checks.map((c) => `[${c.figure}](paper/${c.figure}.svg): ${c.how}`);
  return [
    id,
    fact.says,
    ours.join("<br>") || "–",
    [...how, ...(fact.why ? [fact.why] : [])].join("<br>"),
    shown({ id, fact, checks, columns, ...rest }),
    ...columns.map((text) => text ?? "–"),
  ].map(escaped);
}

export function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}

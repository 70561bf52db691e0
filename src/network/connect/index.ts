/** Every connection rule, by the name a config calls it. Add yours here: one file, one line. */
import type { Family } from "../../core/part.js";
import { allToAll } from "./all-to-all.js";
import { ruleContract } from "./conformance.js";
import { distance } from "./distance.js";
import { fixedIndegree } from "./fixed-indegree.js";
import { fixedOutdegree } from "./fixed-outdegree.js";
import { lateral } from "./lateral.js";
import { list } from "./list.js";
import type { ConnectRule } from "./model.js";
import { oneToOne } from "./one-to-one.js";
import { patch } from "./patch.js";
import { pool } from "./pool.js";
import { probability } from "./probability.js";
import { samePlace } from "./same-place.js";

export const rules = {
  "all-to-all": allToAll,
  "one-to-one": oneToOne,
  lateral,
  probability,
  "fixed-indegree": fixedIndegree,
  "fixed-outdegree": fixedOutdegree,
  distance,
  patch,
  pool,
  "same-place": samePlace,
} as const satisfies Record<string, ConnectRule>;

/** Name of a connection rule. */
export type RuleName = keyof typeof rules;

export const ruleFamily: Family<ConnectRule> = {
  name: "rules",
  noun: "a connection rule",
  table: rules,
  apart: { list },
  contract: ruleContract,
};

/** What the builders of specs have at hand. */
import type { Dataset } from "../../dataset/model.js";
import type { Files } from "../../platform/files.js";
import type { Parts } from "../parts.js";
import type { ProblemList } from "./problems.js";

/** Where pictures come from: files that a config names, or a data set that a program has already. */
export type DataSource = Files | Dataset;

export interface Building {
  readonly data: DataSource;
  /** Where files with numbers are that a network names. */
  readonly files: Files;
  readonly parts: Parts;
  /** Where what is wrong is said: a spec must not be used where there is anything. */
  readonly problems: ProblemList;
}

/** Collects what is wrong while specs are built, so that all of it is said at once. */
import { ConfigError, type Problem, show } from "../errors.js";
import { problem, valueAt } from "../messages.js";
import type { Origin } from "../yaml.js";

export class ProblemList {
  private readonly problems: Problem[] = [];

  /** @param document  complete, as written: what messages quote */
  constructor(
    private readonly origins: ReadonlyMap<string, Origin>,
    private readonly document: unknown,
  ) {}

  add(path: string, text: string): void {
    this.problems.push(problem(path, text, this.origins));
  }

  /** Number of problems so far. */
  get count(): number {
    return this.problems.length;
  }

  /** What the document says at a path, as messages quote it: "20 ms", not 0.02. */
  written(path: string): string {
    const value = valueAt(this.document, path);
    return typeof value === "string" ? value : show(value);
  }

  /** The value that `make` returns; where it complains with a RangeError, that is a problem at `path`. */
  attempt<T>(path: string, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.add(path, error.message);
      return undefined;
    }
  }

  /** What `read` gives of a file; what is wrong with that is a problem at `path`, which names it. */
  reading<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const p of error.problems)
        this.add(path, `${p.file}: ${p.path === "" ? "" : `${p.path}: `}${p.problem}`);
      return undefined;
    }
  }

  /** @throws ConfigError if there is any problem */
  raise(file: string): void {
    if (this.problems.length > 0) throw new ConfigError(file, this.problems);
  }
}

/** Collects what is wrong while specs are built, so that all of it is said at once. */
import { ConfigError, type Problem } from "../errors.js";
import { problem } from "../messages.js";
import type { Origin } from "../yaml.js";

export class ProblemList {
  private readonly problems: Problem[] = [];

  constructor(private readonly origins: ReadonlyMap<string, Origin>) {}

  add(path: string, text: string): void {
    this.problems.push(problem(path, text, this.origins));
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

  /** @throws ConfigError if there is any problem */
  raise(file: string): void {
    if (this.problems.length > 0) throw new ConfigError(file, this.problems);
  }
}

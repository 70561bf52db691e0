/** What a schema found wrong, in the project's words: path, what was found, what is accepted. */
import * as z from "zod";
import { got, type Problem, quoteAll, show } from "./errors.js";
import { didYouMean } from "./suggest.js";
import { isPlainMap, join, type Origin } from "./yaml.js";

/** The words for what zod itself checks; schemas with words of their own come first. */
const words: z.core.$ZodErrorMap = (issue) => {
  const { input } = issue;
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      return issue.keys
        .map(
          (key) => `unknown key "${key.slice(0, 60)}"${didYouMean(key, known)}; accepted: ${quoteAll(known)}`,
        )
        .join("\n");
    }
    case "invalid_value": {
      const accepted = issue.values.map(String);
      if (input === undefined) return `is missing; accepted: ${quoteAll(accepted)}`;
      return `${show(input)} is not accepted; accepted: ${quoteAll(accepted)}${typeof input === "string" ? didYouMean(input, accepted) : ""}`;
    }
    case "invalid_type":
      return got(input, TYPES[issue.expected] ?? `a ${issue.expected}`);
    case "too_small":
      return `${show(input)} is too ${issue.origin === "array" ? "short" : "small"}; accepted: at least ${issue.minimum}`;
    case "too_big":
      return `${show(input)} is too ${issue.origin === "array" ? "long" : "large"}; accepted: at most ${issue.maximum}`;
    default:
      return `${show(input)} is not accepted`;
  }
};

/** How schemas are asked. Each is made for one document: to compile it does not pay, and pages may forbid it. */
export const inWords = { error: words, jitless: true };

const TYPES: Readonly<Record<string, string>> = {
  object: "a mapping of keys to values",
  record: "a mapping of names to values",
  array: "a list",
  string: "text",
  number: "a finite number",
  int: "a whole number",
  boolean: "true or false",
  tuple: "a list of two",
};

/** Problems of one document, with the file and place of each. */
export function problemsOf(error: z.ZodError, origins: ReadonlyMap<string, Origin>): Problem[] {
  return flatten(error.issues, []).flatMap(({ path, message, keys }) => {
    const at = path.join(".");
    if (keys)
      return message.split("\n").map((line, k) => problem(keys[k] ? join(at, keys[k]) : at, line, origins));
    return [problem(at, message, origins)];
  });
}

interface Flat {
  readonly path: readonly string[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** Issues with full paths; of a union, those of the one branch that has the right kind of value. */
function flatten(issues: readonly z.core.$ZodIssue[], above: readonly string[]): Flat[] {
  return issues.flatMap((issue): Flat[] => {
    const path = [...above, ...issue.path.map(String)];
    if (issue.code === "invalid_union") {
      const fitting = issue.errors.filter((branch) =>
        branch.every((i) => i.path.length > 0 || KEPT.has(i.code)),
      );
      if (fitting.length === 1) return flatten(fitting[0]!, path);
    }
    return [
      { path, message: issue.message, ...(issue.code === "unrecognized_keys" ? { keys: issue.keys } : {}) },
    ];
  });
}

/** Codes that, at the top of a union's branch, still say that the value has the branch's kind. */
const KEPT = new Set(["unrecognized_keys", "custom"]);

/** A problem at the place nearest to its path that is written somewhere. */
export function problem(path: string, text: string, origins: ReadonlyMap<string, Origin>): Problem {
  let at = path;
  for (;;) {
    const origin = origins.get(at);
    if (origin) return { ...origin, path, problem: text };
    if (at === "") return { file: "config", path, problem: text };
    at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "";
  }
}

/** The value at a dotted path. */
export function valueAt(document: unknown, path: string): unknown {
  const below = (at: unknown, key: string): unknown => {
    if (Array.isArray(at)) return at[Number(key)];
    return isPlainMap(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  };
  return path.split(".").reduce(below, document);
}

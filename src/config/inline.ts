/** What a document names by a file, put in its place: the document then depends on no other file. */
import { ConfigError, type Problem } from "./errors.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

/**
 * Replaces values of a document, wherever they stand.
 * @param replace  puts something in the place of `at[key]`, whose path is `path`, and says so by true; what is left as it is
 *   is looked into. May throw a ConfigError; it is told with all others
 * @param inWords  problems of a thrown ConfigError as they are told; as they are where left out
 * @returns  a copy
 * @throws ConfigError with everything that is wrong
 */
export function inlined(
  document: Sourced<PlainMap>,
  replace: (at: PlainMap, key: string, path: string) => boolean,
  inWords: (error: ConfigError, path: string) => readonly Problem[] = (error) => error.problems,
): Sourced<PlainMap> {
  const value = structuredClone(document.value);
  const problems: Problem[] = [];
  const visit = (at: Plain, path: string): void => {
    if (Array.isArray(at)) for (const [k, item] of at.entries()) visit(item, join(path, k));
    if (!isPlainMap(at)) return;
    for (const key of Object.keys(at)) {
      const here = join(path, key);
      try {
        if (!replace(at, key, here)) visit(at[key]!, here);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        problems.push(...inWords(error, here));
      }
    }
  };
  visit(value, "");
  if (problems.length > 0) throw new ConfigError(problems[0]!.file, problems);
  return { value, origins: document.origins };
}

/** Problems within a file, told at the place of a document that names it. */
export function problemsAt(
  { problems }: ConfigError,
  { origins }: Sourced<PlainMap>,
  path: string,
): Problem[] {
  const origin = origins.get(path) ?? { file: "config" };
  return problems.map((p) => {
    const within = p.path === "" ? "" : `${p.path}: `;
    const line = p.line === undefined ? "" : ` (its line ${p.line})`;
    return { ...origin, path, problem: `${p.file}: ${within}${p.problem}${line}` };
  });
}

/** Values between two ends. */
import type { ProblemList } from "./problems.js";

export function checkAscending(
  { from, to }: { readonly from: number; readonly to: number },
  path: string,
  problems: ProblemList,
): void {
  if (!(from < to))
    problems.add(
      path,
      `from ${problems.written(`${path}.from`)} is not below to ${problems.written(`${path}.to`)}`,
    );
}

/** What each field of each kind accepts and means where it is left out: a change of it is a change of what files say. */
import { expect, test } from "vitest";
import { type Leaf, leavesOf } from "../../src/config/fields/leaves.js";
import { kinds } from "../../src/config/kinds.js";
import { builtIn } from "../../src/config/parts.js";

function accepted({ field: { about, accepted } }: Leaf): string {
  if (about.is === "quantity") {
    const { min, max, open } = about.bounds;
    return `quantity, ${about.unit}; ${min ?? "any"}${open ? " excluded" : ""} to ${max ?? "any"}`;
  }
  if (about.is === "whole") return `whole; ${about.min} to ${about.max ?? "any"}`;
  if (about.is === "word") return `word; ${about.words(builtIn).join(", ")}`;
  return `${about.is}; ${accepted}`;
}

test("units, bounds, words and defaults of all fields", async () => {
  const rows = Object.entries(kinds).flatMap(([kind, { field }]) =>
    leavesOf(field, builtIn).map((leaf) => {
      const left =
        leaf.default !== undefined
          ? `; default ${JSON.stringify(leaf.default)}`
          : leaf.optional
            ? "; optional"
            : "";
      return `${kind} ${leaf.pattern}: ${accepted(leaf)}${left}`;
    }),
  );
  expect(rows.length).toBeGreaterThan(500);
  // What kinds share stands once.
  const shared = (row: string) => row.replace(/^\w+ (?=network\.)/, "");
  await expect(`${[...new Set(rows.map(shared))].join("\n")}\n`).toMatchFileSnapshot(
    "../golden/results/fields.txt",
  );
});

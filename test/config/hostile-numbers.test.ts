/**
 * Every number of every kind is set to what no experiment has: it is refused in words, or it makes a specification. What
 * must not come is an error of the program's own, or none in a reasonable time.
 */
import { expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { type Leaf, leavesOf } from "../../src/config/fields/leaves.js";
import { experimentSchema, kinds } from "../../src/config/kinds.js";
import { inWords, problemsOf } from "../../src/config/messages.js";
import { builtIn } from "../../src/config/parts.js";
import { ProblemList } from "../../src/config/specs/problems.js";
import { units } from "../../src/core/units.js";
import { openExperiment } from "../../src/node/config.js";
import { disk } from "../../src/node/disk.js";
import { bases } from "./bases.js";

/** Whatever the manifest, 60,000 pictures of 28 x 28 that nobody reads. */
const set = { count: 60_000, rows: 28, cols: 28, pixels: new Uint8Array(), labels: new Uint8Array() };
const pictures = { name: "pictures", classes: 10, classNames: [], train: set, test: set, hash: "" };

type Document = Readonly<Record<string, unknown>>;

/** The largest and smallest doubles and their like, a picosecond, and the largest whole number. */
const NUMBERS = ["1e308", "-1e308", "1e-320", "1e-12", "9007199254740991"];

/** The unit in which a leaf is written, with its prefix; "" for a number without one. */
const unitOf = (document: unknown) =>
  typeof document === "string" ? (/[A-Za-zµΩ/]+$/.exec(document.trim())?.[0] ?? "") : "";

/** What to write in a leaf's place; nothing where no number can stand. */
function hostile({ field: { about }, document }: Leaf): unknown[] {
  const written = (unit: string, numbers: readonly string[] = NUMBERS) =>
    numbers.map((x) => (unit === "" || unit === "1" ? Number(x) : `${x} ${unit}`));
  if (about.is === "whole") return NUMBERS.map(Number);
  if (about.is !== "quantity") return [];
  if (about.unit === "1 or V") return [...written("1"), ...written("V")];
  if (about.unit !== "any") return written(about.unit);
  // What needs a unit that follows from elsewhere refuses all others before it looks at the number.
  return [...written(unitOf(document)), ...units.flatMap((unit) => written(unit, NUMBERS.slice(0, 1)))];
}

/** The problems of a document; undefined where there are none. @throws what the program itself stumbles over */
function refused(document: Document): ConfigError | undefined {
  try {
    const parsed = experimentSchema(builtIn, document).safeParse(document, inWords);
    if (!parsed.success) return new ConfigError("x", problemsOf(parsed.error, new Map()));
    const data = parsed.data as Document;
    const problems = new ProblemList(new Map(), data);
    kinds[data.kind as string]!.build(data, { data: pictures, files: disk, parts: builtIn, problems });
    problems.raise("x");
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  return undefined;
}

/** The document with another value at a path. */
function withAt(document: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(document))
    return document.map((item, k) => (String(k) === key ? withAt(item, rest, value) : item));
  const map = document as Document;
  return { ...map, [key]: withAt(map[key], rest, value) };
}

const places = new Map<string, { document: Document; leaf: Leaf }>();
const all = new Map<string, { document: Document; leaf: Leaf }>();
for (const text of Object.values(bases)) {
  const { document } = await openExperiment(text, "x.yaml").complete();
  for (const leaf of leavesOf(kinds[document.kind]!.field, builtIn, document)) {
    // What several kinds share is read by the same code.
    const pattern = leaf.pattern.startsWith("network.") ? leaf.pattern : `${document.kind} ${leaf.pattern}`;
    if (!all.has(pattern)) all.set(pattern, { document, leaf });
    if (!places.has(pattern) && hostile(leaf).length > 0) places.set(pattern, { document, leaf });
  }
}

test.each([...places.keys()])("%s takes no number that the program then stumbles over", (pattern) => {
  const { document, leaf } = places.get(pattern)!;
  for (const value of hostile(leaf)) {
    try {
      const error = refused(withAt(document, leaf.path.split("."), value) as Document);
      expect(error?.message ?? "", `${leaf.path}: ${value}`).not.toMatch(
        /Invalid (typed )?array|call stack|NaN|-\d+ \(|undefined|allocation/,
      );
    } catch (error) {
      expect.fail(`${leaf.path}: ${value}: ${error instanceof Error ? error.stack : error}`);
    }
  }
});

/** What a user might write by mistake: in another kind or unit, out of range, or not at all. */
function mistaken({ field: { about }, document }: Leaf): unknown[] {
  const others = [undefined, null, "nonsense", ["a"], { nonsense: 1 }, true];
  if (about.is === "whole") return [...others, -1, 0, 1.5];
  if (about.is !== "quantity") return [...others, 3, -0.5];
  const unit = unitOf(document);
  const written = [-3, 0, 0.7].map((x) => (unit === "" ? x : `${x} ${unit}`));
  return [...others, ...written, unit === "" ? "3 mV" : 3, "4 kg"];
}

test("a mistake in each field, of each kind in turn, is refused in the words that are kept, or it is accepted", async () => {
  const rows = [...all].map(([pattern, { document, leaf }], k) => {
    const values = mistaken(leaf);
    const value = values[k % values.length];
    const error = refused(withAt(document, leaf.path.split("."), value) as Document);
    const said = error?.problems.map(
      ({ path, problem }) => `${path === leaf.path ? "" : `${path}: `}${problem}`,
    );
    return `${pattern} = ${JSON.stringify(value)}: ${said?.slice(0, 3).join(" | ") ?? "accepted"}`;
  });
  await expect(`${rows.join("\n")}\n`).toMatchFileSnapshot("../golden/results/refusals.txt");
});

import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/errors.js";
import { type FamilyName, families, familyAt, familyNames } from "../../src/config/families.js";
import { loadModules, mentionedModules } from "../../src/config/modules.js";
import type { Plain, PlainMap } from "../../src/config/yaml.js";
import { type Contract, type Described, type Family, missingExports } from "../../src/core/part.js";
import { allFamilies, parts } from "../../src/parts.js";
import type { Files } from "../../src/platform/files.js";
import { memoryFiles } from "../../src/platform/memory-files.js";

test("every family has a name of its own, and each of its parts a name and a doc", () => {
  const names = allFamilies.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { kind, name, doc } of parts) {
    expect(name, kind).toMatch(/^[a-z][A-Za-z0-9-]*$/);
    expect(doc, name).not.toBe("");
  }
});

test("every family whose parts a config can name is in the list of all", () => {
  for (const name of familyNames) expect(allFamilies.map((f) => f.name)).toContain(name);
});

/** Keys whose stars are places in a list; others are names of the user's. */
const LISTS = new Set(["curves", "points", "plots"]);

/** A document with `value` at a place. */
function documentWith(place: string, value: Plain): PlainMap {
  const keys = place.split(".");
  const inside = keys.reduceRight<Plain>((below, key, k) => {
    if (key !== "*") return { [key]: below };
    return LISTS.has(keys[k - 1]!) ? [below] : { mine: below };
  }, value);
  return inside as PlainMap;
}

/** What a document is refused with whose module at `place` exports this. */
async function refusal(place: string, exports: unknown): Promise<string> {
  const value = documentWith(place, { module: "./mine.mjs" });
  try {
    const files = memoryFiles({}, { modules: { "mine.mjs": exports } });
    await loadModules(files, mentionedModules(files, { value, origins: new Map() }));
    return "";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

test.each(familyNames.flatMap((family) => families[family].places.map((place) => ({ family, place }))))(
  "$family: a module at $place of a file in a run folder is refused before any of it runs",
  async ({ place }) => {
    const files = memoryFiles(
      { "shared/manifest.json": '{"format": "spikion-run"}' },
      { modules: { "/shared/deeper/mine.mjs": {} } },
    );
    const importing: Files = { ...files, importModule: () => expect.fail("it ran") };
    const value = documentWith(place, { module: "./mine.mjs" });
    const origins = new Map([["", { file: "shared/deeper/x.yaml" }]]);
    const named = mentionedModules(importing, { value, origins });
    await expect(loadModules(importing, named)).rejects.toThrow(
      /mine\.mjs is code that a run folder names, and was not run; .*--allow-modules/,
    );
    expect((await loadModules(importing, named, { allow: "none" })).unread).toHaveLength(1);
  },
);

/** What no module should be, and what is said of it. */
const hostile: readonly [what: string, exports: unknown, said: RegExp][] = [
  ["nothing", undefined, /is not (an? |a pair|a departure).*: it exports no object and no functions/],
  ["null", null, /it exports no object/],
  ["a number as its default", { default: 7 }, /it exports no object/],
  ["nothing by name", {}, /export "doc" must be text, not nothing/],
  ["a list", { default: [] }, /export "doc" must be text/],
  ["a function", { default: () => 3 }, /export "doc" must be text/],
  [
    "functions that throw",
    new Proxy(
      {},
      {
        get: (_, key) =>
          key === "doc"
            ? "x"
            : () => {
                throw new Error("never");
              },
        has: () => true,
        getOwnPropertyDescriptor: () => undefined,
      },
    ),
    /must be|never|does not conform/,
  ],
  [
    "a trap",
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("trapped");
        },
      },
    ),
    /trapped/,
  ],
];

describe.each(familyNames)("%s", (name: FamilyName) => {
  const { family, places } = families[name] as unknown as {
    family: Family<Described>;
    places: readonly string[];
  };
  const contract = family.contract as Contract<Described>;

  test("its parts export what a module has to, and keep the same contract", () => {
    for (const [part, built] of Object.entries(family.table)) {
      // A contract with `take` has another form for modules.
      if (!contract.take) expect(missingExports(contract.exports, built as never, String), part).toEqual([]);
      expect(contract.problems(built), part).toEqual([]);
    }
  });

  test.each(places)("a module at %s is found", async (place) => {
    expect(familyAt(place.replaceAll("*", "0"))).toBe(name);
    expect(await refusal(place, {})).toMatch(/mine\.mjs is not /);
  });

  test.each(hostile)("a module that is %s is refused in words", async (_, exports, said) => {
    const message = await refusal(places[0]!, exports);
    expect(message).toMatch(said);
    expect(message).toMatch(/module: .*mine\.mjs /);
  });
});

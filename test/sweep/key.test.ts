/** Names of results: what is computed counts, and not where its files lie. */
import { expect, test } from "vitest";
import { keysOf, placesOf, type Reads } from "../../src/sweep/key.js";

const manifest = { name: "mine", reader: "idx", classes: 10 };
const data = (directory: string, more: object = {}) => ({
  kind: "classify",
  seed: "1",
  dataset: { ...manifest, directory, ...more },
});
const numbers = (file: string, sha256 = "a1") => ({ kind: "simulate", rule: { list: { file, sha256 } } });
const rate = (module: string) => ({ kind: "simulate", rates: { module } });
const keyOf = (document: object) => keysOf(document).key;

test("a data set, a file with numbers and a module may lie anywhere", () => {
  expect(keyOf(data("/one/mine"))).toBe(keyOf(data("/two/elsewhere")));
  expect(keyOf(data("C:\\data\\mine"))).toBe(keyOf(data("/two/elsewhere")));
  expect(keyOf(numbers("/one/list.csv"))).toBe(keyOf(numbers("/two/same.CSV")));
  expect(keyOf(rate("/one/rate.js"))).toBe(keyOf(rate("/two/rate.js")));
});

test.each<[string, object, object]>([
  ["another manifest", data("/d"), data("/d", { classes: 9 })],
  ["numbers of another sha256", numbers("/f.csv"), numbers("/f.csv", "b2")],
  ["the same bytes read in another way", numbers("/f.csv"), numbers("/f.npz")],
  ["a module of another name", rate("/a.js"), rate("/b.js")],
  ["a folder inside a package, which is no place", data("a", { package: "p" }), data("b", { package: "p" })],
])("%s is another experiment", (_, one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});

test("only a document that names a place had another name before", () => {
  expect(keysOf({ kind: "simulate", seed: "1" })).toEqual({ key: keyOf({ kind: "simulate", seed: "1" }) });
  const { key, before } = keysOf(data("/one/mine"));
  expect(before).not.toBe(key);
  expect(before).not.toBe(keysOf(data("/two/mine")).before);
});

test("texts and spelling are none of an experiment's numbers", () => {
  expect(keyOf({ name: "x", duration: "350 ms" })).toBe(keyOf({ question: "?", duration: "0.35 s" }));
});

test("what one sweep reads from two places that look alike counts by what tells them apart", () => {
  const reads = (root: string): Reads[] =>
    ["left", "right"].map((side) => ({
      dataset: JSON.stringify(data(`${root}/${side}/mine`).dataset),
      modules: [`${root}/${side}/rate.js`, `${root}/alone.js`],
    }));
  const places = placesOf(reads("/one"));
  expect(Object.fromEntries(places)).toEqual({
    "/one/left/mine": "left/mine",
    "/one/right/mine": "right/mine",
    "/one/left/rate.js": "left/rate.js",
    "/one/right/rate.js": "right/rate.js",
  });
  const keys = (root: string) =>
    [data(`${root}/left/mine`), data(`${root}/right/mine`), rate(`${root}/left/rate.js`)].map(
      (document) => keysOf(document, placesOf(reads(root))).key,
    );
  expect(new Set(keys("/one")).size).toBe(3);
  expect(keys("/one")).toEqual(keys("/mounted/elsewhere"));
});

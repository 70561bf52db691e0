import { expect, test } from "vitest";
import { group } from "../../src/config/fields/group.js";
import { partWithNumbers } from "../../src/config/fields/part-fields.js";
import { whole } from "../../src/config/fields/plain.js";
import { named } from "../../src/config/fields/variants.js";
import { builtIn, partsWith } from "../../src/config/parts.js";
import { parseYaml } from "../../src/config/yaml.js";
import * as rates from "../../src/core/rate/index.js";

const counts = named("thing", group({ count: whole(0, "things") }));
const law = partWithNumbers("rates", "law", "a rate law", {});

test("what is written in the same way has one schema, made once", () => {
  const schema = counts.schema({ a: { count: 1 }, b: { count: 2 } }, builtIn);
  expect(counts.schema({ a: { count: 1 }, b: { count: 2 } }, builtIn)).toBe(schema);
});

test.each([
  ["another order of keys", { b: { count: 2 }, a: { count: 1 } }],
  ["text for a number", { a: { count: "1" }, b: { count: 2 } }],
  ["a list for a mapping", [{ count: 1 }, { count: 2 }]],
  ["a key less", { a: { count: 1 } }],
])("%s has another", (_, other) => {
  const schema = counts.schema({ a: { count: 1 }, b: { count: 2 } }, builtIn);
  expect(counts.schema(other, builtIn)).not.toBe(schema);
});

test("a schema that was made long ago is made again, and accepts the same", () => {
  for (let k = 0; k < 100; k++) counts.schema({ [`name${k}`]: { count: k } }, builtIn);
  expect(counts.schema({ name0: { count: 0 } }, builtIn).parse({ name0: { count: 0 } })).toEqual({
    name0: { count: 0 },
  });
});

test("two modules at one path, each with numbers of its own, never share a schema", () => {
  const own = (number: string) => {
    const params = { [number]: { unit: "V", default: 1, doc: number, source: "chosen" } };
    const part = { ...Object.values(rates.rates)[0]!, params };
    return partsWith((family) => new Map(family === "rates" ? [["/mine.js", part]] : []));
  };
  const [before, after] = [own("width"), own("height")];
  const written = { module: "/mine.js" };
  expect(law.schema(written, before).parse(written)).toEqual({ ...written, width: "1 V" });
  expect(law.schema(written, after).parse(written)).toEqual({ ...written, height: "1 V" });
  expect(law.schema(written, before).parse(written)).toEqual({ ...written, width: "1 V" });
  expect(law.schema(written, builtIn).safeParse(written).success).toBe(false);
});

test("a text that is read again gives the same values, which nothing can change", () => {
  const { value } = parseYaml("a: {b: [1, 2]}", "x.yaml");
  expect(parseYaml("a: {b: [1, 2]}", "x.yaml").value).toBe(value);
  expect(() => (value as { a: { b: number[] } }).a.b.push(3)).toThrow(TypeError);
  expect(() => Object.assign(value as object, { a: 1 })).toThrow(TypeError);
});

test("the same text in another file has that file's name in its origins", () => {
  expect(parseYaml("a: 1", "x.yaml").origins.get("a")?.file).toBe("x.yaml");
  expect(parseYaml("a: 1", "y.yaml").origins.get("a")?.file).toBe("y.yaml");
});

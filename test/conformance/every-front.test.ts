import { expect, test } from "vitest";
import { frontEndFamily, frontEnds } from "../../src/core/front/index.js";
import type { FrontEndModel } from "../../src/core/front/model.js";

const problems = (model: FrontEndModel) => frontEndFamily.contract!.problems(model).join("; ");

for (const [name, model] of Object.entries<FrontEndModel>(frontEnds))
  test(`${name} keeps the contract of front ends`, () => {
    expect(problems(model)).toBe("");
  });

test.each<[string, FrontEndModel["create"], string]>([
  [
    "remembers",
    (_, shape) => {
      let calls = 0;
      return { shape, apply: (values, to) => void to.set(Array.from(values, (v) => v * ++calls)) };
    },
    "depends on the pictures before",
  ],
  [
    "negative",
    (_, shape) => ({ shape, apply: (v, to) => void to.set(Array.from(v, (x) => x - 128)) }),
    "below 0",
  ],
  [
    "bright",
    (_, shape) => ({ shape, apply: (_v, to) => void to.fill(1) }),
    "makes something of an empty picture",
  ],
  ["blind", (_, shape) => ({ shape, apply: (_v, to) => void to.fill(0) }), "nothing but zeros"],
  [
    "half",
    (_, { rows }) => ({
      shape: { planes: 1, rows, cols: 1 },
      apply: (v, to) => void to.set(Array.from(to, (_x, y) => v[16 * y]!)),
    }),
    "cannot draw what they stand for",
  ],
  [
    "unfinished",
    (_, shape) => ({ shape, apply: (v, to) => to.set([v[0]!]) }),
    "makes something of an empty picture",
  ],
])("one that breaks it is reported: %s", (_, create, said) => {
  expect(problems({ doc: "d", params: {}, create })).toContain(said);
});

import { expect, test } from "vitest";
import { lawProblems } from "../../src/core/rate/conformance.js";
import { rateFamily } from "../../src/core/rate/index.js";
import type { RateLaw, RateModel } from "../../src/core/rate/model.js";
import * as sinh from "../../src/core/rate/sinh.js";
import { tableRate } from "../../src/core/rate/table.js";

const { problems } = rateFamily.contract!;

for (const [name, model] of Object.entries(rateFamily.table))
  test(`${name} keeps the contract of a rate law`, () => {
    expect(problems(model)).toEqual([]);
  });

test("a law of measured points is a rate law too, whatever its open-circuit voltage", () => {
  for (const vOc of [0, -0.2]) {
    const rows = { voltage: [1, 2, 5], positive: [1e-10, 5e-9, 1e-6], negative: [2e-10, 4e-9, 2e-6] };
    expect(lawProblems(tableRate({ ...rows, vOc }))).toEqual([]);
  }
});

/** sinh, with what `change` breaks in its law. */
const broken = (change: (law: RateLaw) => Partial<RateLaw>): RateModel => ({
  ...sinh,
  create(values, vOc) {
    const law = sinh.create(values, vOc);
    return { ...law, ...change(law) };
  },
});

test.each<[string, (law: RateLaw) => Partial<RateLaw>, RegExp]>([
  ["has a vOc of its own", () => ({ vOc: 0.1 }), /vOc is 0.1 where 0 V was asked for/],
  ["moves ions at vOc", ({ rate }) => ({ rate: (v) => rate(v) + 1e-15 }), /r\(vOc\) is/],
  ["inserts where it must extract", ({ rate }) => ({ rate: (v) => Math.abs(rate(v)) }), /must be below 0/],
  [
    "has the antiderivative of another law",
    ({ antiderivative }) => ({ antiderivative: (v) => 1.001 * antiderivative(v) }),
    /the integral of r is/,
  ],
])("a law that %s is found out", (_, change, message) => {
  expect(problems(broken(change)).join("\n")).toMatch(message);
});

test("a law that throws says so, once", () => {
  const throwing = {
    ...sinh,
    create: () => {
      throw new Error("no such law");
    },
  };
  expect(problems(throwing)).toEqual(["throws with its defaults: no such law"]);
});

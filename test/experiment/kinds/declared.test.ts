import { describe, expect, test } from "vitest";
import type { KindResult, KindSpec } from "../../../src/experiment/kind.js";
import { factsOf, kindOf, kinds } from "../../../src/experiment/kinds/index.js";
import { plain } from "../../../src/experiment/text.js";
import { runFiles } from "../../../src/report/run-files.js";
import { samples } from "../../report/fixture.js";

/** JSON and back. */
const kept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(Object.keys(kinds))("the kind %s", (name) => {
  const kind = kindOf(name);
  const { spec, result } = samples[name as keyof typeof samples] as {
    spec: KindSpec;
    result: KindResult;
  };
  const facts = factsOf(spec as never);
  const measures = kind.measures(result.metrics);
  const names = measures.map((m) => m.name);

  test("says in a line what it does", () => {
    expect(kind.doc).toMatch(/^[a-z].{10,110}[^.]$/);
    expect(kind.step).toMatch(/^[a-z ]+$/);
  });

  test("names each measure once, with a unit and words, and an interval that holds it", () => {
    expect(new Set(names).size).toBe(names.length);
    for (const m of measures) {
      expect(m.name).toMatch(/^[\w.-]+$/);
      expect(m.doc.length).toBeGreaterThan(2);
      if (!m.interval) continue;
      expect(m.interval[0]).toBeLessThanOrEqual(m.value);
      expect(m.interval[1]).toBeGreaterThanOrEqual(m.value);
      expect(m.cases).toMatch(/^n = [\d,]+/);
    }
  });

  test("compares, and shows, measures that there are", () => {
    for (const short of kind.compared) expect(names).toContain(`accuracy.${short}`);
    for (const column of kind.columns) expect(names).toContain(column);
  });

  test("reads its own metrics and facts as they were written", () => {
    const metrics = kind.stored.metrics.read(kept(result.metrics), "");
    expect(kind.measures(metrics)).toEqual(measures);
    expect(metrics).toEqual(result.metrics);
    expect(kind.stored.facts.read(facts, "facts")).toEqual(facts);
  });

  test("its facts are plain: no class, no function, no array with gaps", () => {
    expect(structuredClone(facts)).toEqual(facts);
    expect(facts.kind).toBe(name);
  });

  test("has words for the terminal and the page, none of them empty or undefined", () => {
    const page = kind.page;
    const all = [
      ...kind.summary(result.metrics).flatMap(([what, text]) => [what, plain(text)]),
      ...page.keyFigures(result.metrics, facts).flatMap(([what, text]) => [what, plain(text)]),
      ...(page.protocol?.(result.metrics, facts) ?? []).map(plain),
      ...(page.notices?.(result, facts) ?? []).map(plain),
    ];
    expect(all.length).toBeGreaterThan(1);
    for (const text of all) {
      expect(text.trim()).not.toBe("");
      expect(text).not.toMatch(/undefined|NaN|\[object|null/);
    }
  });

  test("keeps arrays with their sizes, where anything is learned", () => {
    const files = runFiles("name: x\n", result, facts);
    expect("weights.npz" in files).toBe(result.metrics.weightsSha256 !== undefined);
    for (const [k, shape] of (kind.weights?.shapes(result) ?? []).entries()) {
      const values = (result as unknown as Record<string, Float32Array>)[kind.weights!.arrays[k]!]!;
      expect(values.length).toBe(shape.reduce((n, x) => n * x, 1));
    }
  });
});

test("a name that is no kind's is refused, inherited ones too", () => {
  for (const name of ["regress", "toString", "__proto__"])
    expect(() => kindOf(name)).toThrow(`there is no kind "${name}"`);
});

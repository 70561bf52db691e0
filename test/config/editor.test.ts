import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { editorSchemas } from "../../src/config/schema/editor.js";
import { fieldReference } from "../../src/config/schema/reference.js";
import { packageRoot } from "../../src/node/config.js";

test.each(Object.entries(editorSchemas()))(
  "schema/%s is up to date (spikion schema writes it)",
  (name, schema) => {
    const written = JSON.parse(readFileSync(join(packageRoot, "schema", name), "utf8"));
    expect(written).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

test("schema/fields.md is up to date (spikion schema writes it)", () => {
  expect(readFileSync(join(packageRoot, "schema", "fields.md"), "utf8")).toBe(fieldReference());
});

test("the reference says of a field what it means, what it accepts, and what it is where left out", () => {
  const lines = fieldReference().split("\n");
  const row = (pattern: string) => lines.find((line) => line.startsWith(`| \`${pattern}\` |`));
  expect(row("presentation.duration")).toBe(
    '| `presentation.duration` | a time with its unit such as "20 ms", above 0 s | 350 ms | time with input, per picture |',
  );
  expect(row("homeostasis.tauTheta")).toMatch(/"none", or a time .* \| none \| time constant/);
  expect(row("duration")).toMatch(/ \| – \| simulated time \|$/);
});

test("the schema knows the parts by name and refuses unknown keys", () => {
  const text = JSON.stringify(editorSchemas()["experiment.schema.json"]);
  for (const name of ["lif-cond", "eis-ysz14", "box-over-ramp", "poisson-total", "trace-stdp"])
    expect(text).toContain(`"${name}"`);
  expect(text).toContain('"additionalProperties":false');
});

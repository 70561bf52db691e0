import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { editorSchemas } from "../../src/config/schema/editor.js";
import { packageRoot } from "../../src/node/config.js";

test.each(Object.entries(editorSchemas()))(
  "schema/%s is up to date (spikion schema writes it)",
  (name, schema) => {
    const written = JSON.parse(readFileSync(join(packageRoot, "schema", name), "utf8"));
    expect(written).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

test("the schema knows the parts by name and refuses unknown keys", () => {
  const text = JSON.stringify(editorSchemas()["experiment.schema.json"]);
  for (const name of ["lif-cond", "eis-ysz14", "box-over-ramp", "poisson-total", "trace-stdp"])
    expect(text).toContain(`"${name}"`);
  expect(text).toContain('"additionalProperties":false');
});

/**
 * Config texts of the workers, in the place of src/config/yaml.ts: the page and the build write them as JSON, so that no worker
 * loads a reader of YAML. scripts/site.mjs puts this there.
 */
import { ConfigError } from "../config/errors.js";
import { join, type Origin, type Plain, type Sourced } from "../config/plain.js";

export * from "../config/plain.js";

/** @throws ConfigError where the text is not JSON */
export function parseYaml(text: string, file: string): Sourced {
  let value: Plain;
  try {
    value = JSON.parse(text) as Plain;
  } catch (error) {
    const problem = `is not JSON: ${error instanceof Error ? error.message : error}`;
    throw new ConfigError(file, [{ file, path: "", problem }]);
  }
  const origins = new Map<string, Origin>();
  const note = (part: Plain, path: string): void => {
    origins.set(path, { file });
    if (typeof part !== "object" || part === null) return;
    for (const [key, inner] of Object.entries(part)) note(inner, join(path, key));
  };
  note(value, "");
  return { value, origins };
}

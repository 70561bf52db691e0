/** References to parts of the user's own: `{module: ./my-device.js}`. */
import { isPlainMap } from "./yaml.js";

/** The path in `{module: path}`; undefined for anything else. */
export function modulePath(value: unknown): string | undefined {
  return isPlainMap(value) && typeof value.module === "string" ? value.module : undefined;
}

/** Where modules of the user's own come from: files, beside the config that names them. */
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf } from "../core/part.js";
import { displayName } from "./locate.js";

export interface ModuleImporter {
  /** What a module is known by, wherever it is named from. @param from  the file that names it, or "--set" */
  locate(path: string, from: string): string;
  /** The module as its user knows it. */
  show(located: string): string;
  /** What the module exports, or in words why it cannot be imported. */
  load(located: string): Promise<Readonly<Record<string, unknown>> | string>;
}

export const importModule: ModuleImporter = {
  locate: (path, from) => resolve(from === "--set" ? process.cwd() : dirname(resolve(from)), path),
  show: displayName,
  async load(file) {
    try {
      return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    } catch (error) {
      const message = messageOf(error);
      const missing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
      if (missing && message.includes(file)) return `there is no module ${displayName(file)}`;
      return `${displayName(file)} cannot be imported: ${message.split("\n")[0]}`;
    }
  },
};

/** What command files share. */
import type { Argv, CommandModule } from "yargs";
import type { ModuleOptions } from "../config/used-modules.js";
import { printable } from "./errors.js";

/** Takes the exit code of a command that ended. */
export type Done = (code: number) => void;

/** A command whose options are typed by its builder. */
export function command<T extends object>(definition: {
  readonly command: string;
  readonly describe: string;
  readonly builder: (args: Argv) => Argv<T>;
  readonly handler: (args: T) => Promise<void>;
}): CommandModule<object, T> {
  return { ...definition, handler: (args) => definition.handler(args as unknown as T) };
}

/** `--set path=value`, any number of times; each takes one argument, so that files may follow. */
export function withSet<T>(args: Argv<T>): Argv<T & { set: string[] }> {
  return args.option("set", {
    type: "string",
    array: true,
    nargs: 1,
    default: [] as string[],
    defaultDescription: "none",
    describe: "change a value of the config: a dotted path and YAML, such as train.images=2000",
  }) as unknown as Argv<T & { set: string[] }>;
}

/** `--workers N` */
export function withWorkers<T>(args: Argv<T>): Argv<T & { workers: string | undefined }> {
  return args.option("workers", {
    type: "string",
    requiresArg: true,
    coerce: last,
    defaultDescription: "one per core",
    describe: "processors that share labelling and test; the result is the same for any number",
  }) as unknown as Argv<T & { workers: string | undefined }>;
}

/** `--allow-modules` */
export function withModules<T>(args: Argv<T>): Argv<T & { "allow-modules": boolean }> {
  return args.option("allow-modules", {
    type: "boolean",
    default: false,
    describe: "run code (module: …) that files of a run folder name",
  }) as unknown as Argv<T & { "allow-modules": boolean }>;
}

/** Which modules run; each is named on stderr, once, before it does. */
export function moduleOptions(options: { readonly "allow-modules": boolean }): ModuleOptions {
  const told = new Set<string>();
  return {
    allow: options["allow-modules"] ? "all" : "own",
    before: ({ path, sha256 }) => {
      if (told.has(path)) return;
      told.add(path);
      process.stderr.write(printable(`runs ${path} (sha256 ${sha256})`).concat("\n"));
    },
  };
}

/** The last of an option given twice. */
export function last(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.at(-1) : value;
}

/** Write to stdout and wait until it is taken: a pipe may be slower than the process is long. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

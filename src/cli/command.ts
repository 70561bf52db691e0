/** What command files share. */
import type { Argv, CommandModule } from "yargs";
import type { ModuleOptions } from "../config/used-modules.js";
import { printable, UsageError } from "./errors.js";

/** Takes the exit code of a command that ended. */
export type Done = (code: number) => void;

/** What somebody may type, and what it does. */
export type Example = readonly [typed: string, does: string];

/** A command whose options are typed by its builder. */
export function command<T extends object>(definition: {
  readonly command: string;
  readonly describe: string;
  /** Shown by --help; each of them runs. */
  readonly examples?: readonly Example[];
  readonly builder: (args: Argv) => Argv<T>;
  readonly handler: (args: T) => Promise<void>;
}): CommandModule<object, T> & { readonly examples: readonly Example[] } {
  const { builder, handler, examples = [] } = definition;
  return {
    ...definition,
    examples,
    builder: (args) => {
      const built = builder(args as Argv);
      for (const [typed, does] of examples) built.example(typed, does);
      return built;
    },
    handler: (args) => handler(args as unknown as T),
  };
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
    defaultDescription: "one per core",
    describe: "processors that share labelling and test; the result is the same for any number",
  }) as unknown as Argv<T & { workers: string | undefined }>;
}

/** `--watch` */
export function withWatch<T>(args: Argv<T>): Argv<T & { watch: boolean }> {
  return args.option("watch", {
    type: "boolean",
    default: false,
    describe: "show it in the browser while it runs; the page stays until Ctrl-C",
  }) as unknown as Argv<T & { watch: boolean }>;
}

/** `--open` */
export function withOpen<T>(args: Argv<T>): Argv<T & { open: boolean }> {
  return args.option("open", {
    type: "boolean",
    default: false,
    describe: "open the report in the browser",
  }) as unknown as Argv<T & { open: boolean }>;
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

/** Options that may be given several times, and what yargs itself keeps in lists. */
const LISTS = new Set(["_", "set", "files"]);

/**
 * Refuse what is given twice: one of the two would not count.
 * @throws UsageError naming the option, or the path of --set
 */
export function refuseRepeated(args: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(args))
    if (Array.isArray(value) && !LISTS.has(name))
      throw new UsageError(`--${name} is given ${value.length} times (${value.join(", ")}); accepted: once`);
  refuseRepeatedPaths((args.set as string[] | undefined) ?? []);
}

/** @param set  `path=value` each @throws UsageError naming a path that two of them set */
export function refuseRepeatedPaths(set: readonly string[]): void {
  const values = new Map<string, string>();
  for (const setting of set) {
    const equals = setting.indexOf("=");
    const [path, value] = [setting.slice(0, equals).trim(), setting.slice(equals + 1)];
    const before = values.get(path);
    if (equals > 0 && before !== undefined)
      throw new UsageError(`--set: ${path} is set twice (${before}, ${value}); accepted: once`);
    values.set(path, value);
  }
}

/** Write to stdout and wait until it is taken: a pipe may be slower than the process is long. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** What command files share. */
import type { Argv, CommandModule } from "yargs";
import type { ModuleOptions } from "../config/used-modules.js";
import { printable, UsageError } from "./errors.js";

/** Takes the exit code of a command that ended. */
export type Done = (code: number) => void;

/** What somebody may type, and what it does. */
export type Example = readonly [typed: string, does: string];

/** A command as yargs takes it, with what --help and the completion of shells say of it. */
export interface Command extends CommandModule<object, object> {
  readonly command: string;
  readonly examples: readonly Example[];
  /** Commands below it: "device fit". */
  readonly below: readonly Command[];
}

/** A command whose options are typed by its builder. */
export function command<T extends object>(definition: {
  readonly command: string;
  readonly describe: string;
  /** Shown by --help; each of them runs. */
  readonly examples?: readonly Example[];
  /** One of these must follow. */
  readonly below?: readonly Command[];
  readonly builder: (args: Argv) => Argv<T>;
  readonly handler: (args: T) => Promise<void>;
}): Command {
  const { builder, handler, examples = [], below = [] } = definition;
  return {
    ...definition,
    examples,
    below,
    builder: (args: Argv) => {
      const built = builder(args);
      for (const further of below) built.command(further);
      if (below.length > 0) {
        const name = definition.command.split(" ")[0];
        const accepted = below.map(({ command }) => String(command).split(" ")[0]).join(", ");
        built.demandCommand(1, `${name}: a command is missing; accepted: ${accepted}`);
      }
      for (const [typed, does] of examples) built.example(typed, does);
      const known = Object.keys(optionsOf(built).key);
      for (const [title, names] of Object.entries(GROUPS)) {
        const here = names.filter((name) => known.includes(name));
        if (here.length > 0) built.group(here, `${title}:`);
      }
      return built;
    },
    handler: (args: object) => handler(args as T),
  } as Command;
}

/** What --help shows together. */
const GROUPS = {
  Experiment: ["set", "seed", "from", "devices", "backend", "tau", "allow-modules"],
  Computing: ["workers", "threads", "kernel", "again", "restart", "resume", "accept-mixed"],
  "Many machines": ["shard", "queue", "priority", "pause", "unpause", "withdraw"],
  Output: ["out", "csv", "svg", "png", "html", "json", "quiet", "watch", "open"],
} as const;

/** What yargs knows of the options that were declared so far; its types leave this out. */
export function optionsOf(args: Argv): {
  readonly key: Readonly<Record<string, unknown>>;
  readonly choices: Readonly<Record<string, readonly string[]>>;
} {
  return (args as unknown as { getOptions(): ReturnType<typeof optionsOf> }).getOptions();
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

/** `--threads N` @param describe  where it is not for training */
export function withThreads<T>(
  args: Argv<T>,
  describe = "processors that share one layer in training, or each tick of another network; the result is the same for any number",
): Argv<T & { threads: string | undefined }> {
  return args.option("threads", {
    type: "string",
    requiresArg: true,
    defaultDescription:
      "where the clock says that it pays: one per core for a layer of 1,600 neurons or more, one per 1,000 neurons for other networks; else 1",
    describe,
  }) as unknown as Argv<T & { threads: string | undefined }>;
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
    describe: "run the modules (module: …, code) that files in a run folder name",
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
const LISTS = new Set(["_", "set", "files", "data"]);

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

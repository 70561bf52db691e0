/** `spikion ui [RUNS]`: live and finished runs in one page, served on this machine only. */
import { command, type Done, print } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";
import { portOf } from "../local-server.js";

interface Options {
  runs: string;
  port: string | undefined;
  "read-only": boolean;
  open: boolean;
  json: boolean;
  export: string | undefined;
}

export const ui = (done: Done) =>
  command<Options>({
    command: "ui [runs]",
    describe: "look at runs and sweeps in the browser while they are under way and afterwards",
    examples: [
      ["spikion ui", "those in runs/"],
      ["spikion ui --export shown", "a copy that opens without a server"],
    ],
    builder: (args) =>
      args
        .positional("runs", { type: "string", default: "runs", describe: "folder that the runs are in" })
        .option("port", {
          type: "string",
          requiresArg: true,
          describe: "of 127.0.0.1 (default: any that is free)",
        })
        .option("read-only", {
          type: "boolean",
          default: false,
          describe: "nobody can stop or resume a run from the page",
        })
        .option("export", {
          type: "string",
          requiresArg: true,
          describe: "write a copy that opens without a server into this new folder, and end",
        })
        .option("open", { type: "boolean", default: true, describe: "open the page; --no-open does not" })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the address and the token as one line of JSON on stdout",
        }),
    handler: async (options) => done(await execute(options)),
  });

async function execute({ runs, port, open, json, export: to, ...options }: Options): Promise<number> {
  const number = portOf(port);
  const { statSync } = await import("node:fs");
  if (!statSync(runs, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`ui: ${runs} is no folder; accepted: the folder that runs are written to`);
  if (to !== undefined) return await writeCopy(runs, to, json);
  const { openDashboard } = await import("../open-dashboard.js");
  const { site, address } = await openDashboard(runs, number, { readOnly: options["read-only"], open });
  await print(
    json
      ? `${JSON.stringify({ url: site.url, port: site.port, token: site.token ?? null })}\n`
      : `The runs in ${runs} are at ${address} until Ctrl-C ends it\n`,
  );
  const { endingSignals } = await import("../interrupt.js");
  await new Promise<void>((end) => {
    for (const signal of endingSignals()) process.once(signal, () => end());
  });
  await site.close();
  return EXIT.done;
}

async function writeCopy(runs: string, folder: string, json: boolean): Promise<number> {
  const { join } = await import("node:path");
  const { packageRoot } = await import("../../node/disk.js");
  const { exportRuns } = await import("../../node/export-runs.js");
  const { inFolder } = await import("../../node/run-folder-error.js");
  const pages = join(packageRoot, "dist", "ui");
  const { pagesIn } = await import("../serve-site.js");
  pagesIn(pages, "ui");
  const exported = await inFolder(folder, () => exportRuns(runs, folder, pages));
  for (const problem of exported.problems) process.stderr.write(`${printable(problem)}\n`);
  const index = join(folder, "index.html");
  await print(
    json
      ? `${JSON.stringify({ index, runs: exported.runs, problems: exported.problems })}\n`
      : `${exported.runs} runs and sweeps are in ${index}\n`,
  );
  return EXIT.done;
}

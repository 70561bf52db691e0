/** `spikion ui [RUNS]`: live and finished runs in one page, served on this machine only. */
import { command, type Done, print } from "../command.js";
import { EXIT, UsageError } from "../errors.js";
import { portOf } from "../local-server.js";

interface Options {
  runs: string;
  port: string | undefined;
  "read-only": boolean;
  open: boolean;
  json: boolean;
}

export const ui = (done: Done) =>
  command<Options>({
    command: "ui [runs]",
    describe: "look at runs and sweeps in the browser while they are under way and afterwards",
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
        .option("open", { type: "boolean", default: true, describe: "open the page; --no-open does not" })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the address and the token as one line of JSON on stdout",
        }),
    handler: async (options) => done(await execute(options)),
  });

async function execute({ runs, port, open, json, ...options }: Options): Promise<number> {
  const number = portOf(port);
  const { statSync } = await import("node:fs");
  if (!statSync(runs, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`ui: ${runs} is no folder; accepted: the folder that runs are written to`);
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

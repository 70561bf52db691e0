/** The command line. Commands load what they need when they run, so that help is there at once. */
import { readFileSync } from "node:fs";
import yargs from "yargs";
import { refuseRepeated } from "./command.js";
import { check } from "./commands/check.js";
import { design } from "./commands/design.js";
import { device } from "./commands/device.js";
import { doctor } from "./commands/doctor.js";
import { evaluate } from "./commands/evaluate.js";
import { explore } from "./commands/explore.js";
import { list } from "./commands/list.js";
import { montecarlo } from "./commands/montecarlo.js";
import { nir } from "./commands/nir.js";
import { records } from "./commands/records.js";
import { report } from "./commands/report.js";
import { rescale } from "./commands/rescale.js";
import { resume } from "./commands/resume.js";
import { run } from "./commands/run.js";
import { schema } from "./commands/schema.js";
import { stdp } from "./commands/stdp.js";
import { sweep } from "./commands/sweep.js";
import { ui } from "./commands/ui.js";
import { EXIT, exitCodeOf, explain, UsageError } from "./errors.js";
import { takeSimdWidth } from "./simd.js";

/** Run the command line. @returns the exit code */
export async function commandLine(args: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const done = (result: number): void => {
    code = result;
  };
  const parser = yargs([...args])
    .scriptName("spikion")
    .usage("$0 <command>\n\nSpiking networks whose plastic synapses are electrochemical ionic synapses.")
    .version(version())
    .command(run(done))
    .command(resume(done))
    .command(evaluate(done))
    .command(sweep(done))
    .command(stdp(done))
    .command(design(done))
    .command(device(done))
    .command(rescale(done))
    .command(explore(done))
    .command(ui(done))
    .command(montecarlo(done))
    .command(nir(done))
    .command(records(done))
    .command(report(done))
    .command(check(done))
    .command(list(done))
    .command(schema(done))
    .command(doctor(done))
    .middleware(refuseRepeated)
    .demandCommand(1, "a command is missing")
    .strict()
    .recommendCommands()
    .parserConfiguration({ "parse-numbers": false, "dot-notation": false })
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .exitProcess(false)
    .epilogue(
      "Exit codes: 0 done, 1 failed, 2 something in the input to be mended, 130 interrupted.\nSPIKION_SIMD=128 keeps vectors unpaired (docs/speed.md).",
    )
    .fail((message, error) => {
      const problem = message?.startsWith("Did you mean")
        ? `there is no command "${args[0]}". ${message}`
        : message;
      throw error ?? new UsageError(`${problem}; spikion --help lists what is accepted`);
    });
  try {
    takeSimdWidth();
    await parser.parseAsync();
    return code;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return exitCodeOf(error);
  }
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}

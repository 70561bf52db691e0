/** `spikion records RUN`: what the probes of a simulation saw, as a table or as arrays. */
import type { ProbeRecord } from "../../experiment/kinds/simulate/result.js";
import { command, type Done, print } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";

interface Options {
  run: string;
  probe: string | undefined;
  out: string | undefined;
}

export const records = (done: Done) =>
  command<Options>({
    command: "records <run>",
    describe: "list what the probes of a simulation saw, or write it as CSV, Parquet or npz",
    examples: [
      ["spikion records runs/brunel-1", "what there is"],
      ["spikion records runs/brunel-1 --probe 0 --out spikes.csv", "one of them as a table"],
    ],
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      return args
        .positional("run", { type: "string", demandOption: true, describe: "a run's folder" })
        .option("probe", text("which one, by its number in the list"))
        .option("out", text("file to write: *.csv, *.parquet, or *.npz with plain names for numpy"));
    },
    handler: async (options) => done(await execute(options)),
  });

async function execute({ run, probe, out }: Options): Promise<number> {
  const { readRunFolder } = await import("../../node/run-folder.js");
  const { result } = await readRunFolder(run);
  if (result.kind !== "simulate")
    throw new UsageError(`${run} is a run of kind "${result.kind}"; accepted: a run of kind "simulate"`);
  const all = result.records;
  if (out === undefined) {
    if (probe !== undefined) throw new UsageError("--probe: nothing is written; accepted: with --out FILE");
    for (const [k, record] of all.entries())
      await print(`${printable(`${k}  ${await described(record)}`)}\n`);
    if (all.length === 0) await print(`${printable(run)}: has no probes\n`);
    return EXIT.done;
  }
  const chosen = chosenOf(all, probe, run);
  const { writeOutput } = await import("../output.js");
  await writeOutput("out", out, await written(chosen, out));
  return EXIT.done;
}

function chosenOf(
  all: readonly ProbeRecord[],
  probe: string | undefined,
  run: string,
): readonly ProbeRecord[] {
  if (probe === undefined) return all;
  const record = /^\d+$/.test(probe) ? all[Number(probe)] : undefined;
  if (record) return [record];
  throw new UsageError(
    `--probe: ${run} has no probe "${probe}"; accepted: ${all.length === 0 ? "none" : `0 to ${all.length - 1}`}, as spikion records ${run} lists them`,
  );
}

async function described(record: ProbeRecord): Promise<string> {
  const { arraysOf } = await import("../../experiment/kinds/simulate/names.js");
  const arrays = Object.entries(arraysOf(record)).map(([name, { shape }]) => `${name} ${shape.join(" x ")}`);
  return `${record.kind} of ${record.of}: ${arrays.join(", ")}`;
}

async function written(records: readonly ProbeRecord[], out: string): Promise<string | Uint8Array> {
  const { arraysOf, columnsOf } = await import("../../experiment/kinds/simulate/names.js");
  if (/\.npz$/i.test(out)) {
    const { writeNpz } = await import("../../platform/npz.js");
    const arrays = records.flatMap((record) => Object.entries(arraysOf(record)));
    const byName = Object.fromEntries(arrays);
    if (Object.keys(byName).length < arrays.length)
      throw new UsageError("--out: several probes have arrays of one name; accepted: --probe N");
    return writeNpz(byName);
  }
  const form = /\.(csv|parquet)$/i.exec(out)?.[1]?.toLowerCase();
  if (form === undefined)
    throw new UsageError(
      `--out: ${out} is no such file; accepted: a name that ends in .csv, .parquet or .npz`,
    );
  const [record] = records;
  if (records.length !== 1 || !record)
    throw new UsageError(
      `--out: a table holds one probe and there are ${records.length}; accepted: --probe N, or *.npz`,
    );
  const columns = columnsOf(record);
  if (form === "csv") return (await import("../../report/formats/csv.js")).writeCsv(columns);
  const { writeParquet } = await import("../../report/formats/parquet.js");
  const plain = Object.entries(columns).map(([name, values]) => [name, Array.from(values)]);
  return writeParquet(Object.fromEntries(plain));
}

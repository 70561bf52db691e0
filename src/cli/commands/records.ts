/** `spikion records RUN`: what the probes of a simulation saw, as a table or as arrays. */
import type { HeldRecord, ProbeRecord } from "../../experiment/kinds/simulate/result.js";
import { command, type Done, print } from "../command.js";
import { EXIT, printable, UsageError } from "../errors.js";
import { formOf, onlyOne, sameNames } from "../record-form.js";

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
  const { result, manifest } = await readRunFolder(run);
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
  if (chosen.some((record) => record.kind === "streamed")) {
    const { writeStreamed } = await import("../streamed-records.js");
    await writeStreamed(run, manifest, chosen, out);
    return EXIT.done;
  }
  const { writeOutput } = await import("../output.js");
  await writeOutput("out", out, await written(chosen as HeldRecord[], out));
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
  if (record.kind === "streamed") {
    const { streamedShapes } = await import("../../node/record-table.js");
    const files = Object.entries(streamedShapes(record)).map(
      ([name, shape]) => `records/${name}.npy ${shape.join(" x ")}`,
    );
    return `${record.record.kind} of ${record.record.of}, on disk: ${files.join(", ")}`;
  }
  const { arraysOf } = await import("../../experiment/kinds/simulate/names.js");
  const arrays = Object.entries(arraysOf(record)).map(([name, { shape }]) => `${name} ${shape.join(" x ")}`);
  return `${record.kind} of ${record.of}: ${arrays.join(", ")}`;
}

async function written(records: readonly HeldRecord[], out: string): Promise<string | Uint8Array> {
  const { arraysOf, columnsOf } = await import("../../experiment/kinds/simulate/names.js");
  const form = formOf(out);
  if (form === "npz") {
    const { writeNpz } = await import("../../platform/npz.js");
    const arrays = records.flatMap((record) => Object.entries(arraysOf(record)));
    const byName = Object.fromEntries(arrays);
    if (Object.keys(byName).length < arrays.length) throw sameNames();
    return writeNpz(byName);
  }
  const columns = columnsOf(onlyOne(records));
  if (form === "csv") return (await import("../../report/formats/csv.js")).writeCsv(columns);
  const { writeParquet } = await import("../../report/formats/parquet.js");
  const plain = Object.entries(columns).map(([name, values]) => [name, Array.from(values)]);
  return writeParquet(Object.fromEntries(plain));
}

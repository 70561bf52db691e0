/** `spikion device fit PULSES`: a device's numbers from measured pulses, with intervals. */
import type { PulseData } from "../../config/pulses/pulse-file.js";
import type { DeviceFit, StateChoice } from "../../fit/fit.js";
import type { Prepared } from "../../fit/prepare.js";
import type { FittedLaw, LawChoice } from "../../fit/rate-law.js";
import { quantityOption } from "../arguments.js";
import { command, type Done, print } from "../command.js";
import { unknown } from "../device.js";
import { EXIT, UsageError } from "../errors.js";
import { type DriveOptions, driveOf } from "./device-fit-drive.js";
import { type NumberRow, numberRows, remarks, summary } from "./device-fit-words.js";

interface Options extends DriveOptions {
  pulses: string;
  g0: string | undefined;
  law: string | undefined;
  state: string;
  preset: string | undefined;
  out: string | undefined;
  html: string | undefined;
  json: boolean;
}

export const fitPulses = (done: Done) =>
  command<Options>({
    command: "fit <pulses>",
    describe:
      "estimate a device from measured pulses: rates, state factors, variability, each with an interval",
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      return args
        .positional("pulses", {
          type: "string",
          demandOption: true,
          describe:
            "table voltage_V,width_s,g_before_S,g_after_S (or pulse,conductance_S with --amplitude, --width; docs/devices.md: tables as published), or a folder of such files",
        })
        .option("amplitude", text("of a staircase: 4V, or of both polarities --amplitude=4V,-3V"))
        .option("width", text("of a staircase's pulses: 10ms, or of both polarities 10ms,20ms"))
        .option(
          "unit",
          text(
            "of reads whose column has none: nS, nA or kohm; of normalised ones what 1 stands for: 4uS, or what 0 and 1 do: 50nS:4uS",
          ),
        )
        .option("read-voltage", text("of currents: 0.1V; conductance is current over it"))
        .option(
          "ltp",
          text(
            "raising pulses, then lowering ones, again and again: 50, or 50,30 (default: read from the course)",
          ),
        )
        .option("reads", text("rows that are reads after the same pulse (default: 1)"))
        .option(
          "g0",
          text("conductance at which rates hold (default: 1000nS where it was reached, else mid-range)"),
        )
        .option("law", text("rates over voltage: table (default), sinh, sinh-sqrt or hopping-butler-volmer"))
        .option("state", {
          ...text("state factors: power (beta of each sign), or table (rows of f over G)"),
          default: "power",
        })
        .option("preset", text("whose other numbers hold (default: eis-ysz14)"))
        .option("out", text("write a device file, for device: FILE in experiments and --device FILE"))
        .option("html", {
          ...text("write a page with the numbers and how well they fit"),
          alias: "report",
        })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the numbers as one line on stdout",
        });
    },
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const { law: choice, preset, state } = await choices(options);
  const { readPulses } = await import("../../node/config.js");
  const data = readPulses(options.pulses, driveOf(options));
  const { prepare } = await import("../../fit/prepare.js");
  const { fitDevice, fitJson } = await import("../../fit/fit.js");
  const g0 = options.g0 === undefined ? undefined : quantityOption("g0", options.g0, "S");
  const prepared = prepare(data.pulses, g0);
  const result = fitDevice(prepared, state);
  const { rateLaw } = await import("../../fit/rate-law.js");
  const law = rateLaw(result, choice);
  if (options.out !== undefined) {
    const { deviceYaml } = await import("../../config/write-device.js");
    const { writeOutput } = await import("../output.js");
    await writeOutput(
      "out",
      options.out,
      deviceYaml(result, law, choice, data.files, preset, nameOf(options.out), data.notes),
    );
  }
  if (options.html !== undefined) await writePage(options, options.html, prepared, result, law, data);
  if (data.ignored.length > 0)
    process.stderr.write(`${options.pulses}: not looked at: column ${data.ignored.join(", ")}\n`);
  await print(options.json ? `${fitJson(result)}\n` : await summary(result, law, data.notes));
  return EXIT.done;
}

/** @throws UsageError naming the law or the preset that there is not, or a place that is no YAML file */
async function choices({
  law = "table",
  preset = "eis-ysz14",
  state,
  out,
}: Options): Promise<{ law: LawChoice; preset: string; state: StateChoice }> {
  const { rates } = await import("../../core/rate/index.js");
  const { devices } = await import("../../core/device/index.js");
  const known = ["table", ...Object.keys(rates)];
  if (!known.includes(law)) throw unknown("--law", law, "a rate law", known);
  if (state !== "power" && state !== "table")
    throw unknown("--state", state, "a form of state factors", ["power", "table"]);
  if (!Object.hasOwn(devices, preset)) throw unknown("--preset", preset, "a device", Object.keys(devices));
  if (out !== undefined && !/\.ya?ml$/i.test(out))
    throw new UsageError(`--out: ${out} is no device file; accepted: a name that ends in .yaml`);
  return { law: law as LawChoice, preset, state };
}

/** A device is called as its file, without the ending. */
function nameOf(path: string): string {
  return path
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.ya?ml$/i, "");
}

async function writePage(
  { pulses }: Options,
  place: string,
  prepared: Prepared,
  fit: DeviceFit,
  law: FittedLaw,
  { files, notes: readAs }: PulseData,
): Promise<void> {
  const { diagnostics } = await import("../../fit/diagnostics.js");
  const { fitPage } = await import("../../report/device-fit.js");
  const { formatQuantity } = await import("../../core/units.js");
  const { writeOutput } = await import("../output.js");
  const seen = diagnostics(prepared, fit);
  const [first] = seen.lags.changes;
  const more = [...readAs.map((note) => ["read as", note] as const), ...(await remarks(fit, law))].map(
    ([name, words]): NumberRow => [name, words, ""],
  );
  const rows: NumberRow[] = [
    ...(await numberRows(fit, law)),
    ["G0", formatQuantity(fit.g0, "S", 4), "chosen: where rates hold"],
    ...more,
    [
      "correlation of neighbouring changes",
      first !== undefined && Number.isFinite(first) ? first.toFixed(2) : "-",
      "−0.5: read noise; 0: scatter of the pulses",
    ],
  ];
  const notes = law.assumed === undefined ? [] : [`Of the voltage dependence is ${law.assumed}`];
  const drawn = { title: pulses, fit, law, diagnostics: seen };
  await writeOutput("html", place, await fitPage(drawn, rows, notes, files));
}

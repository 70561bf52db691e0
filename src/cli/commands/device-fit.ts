/** `spikion device fit PULSES`: a device's numbers from measured pulses, with intervals. */
import type { PulseFile } from "../../config/pulse-file.js";
import type { Drive } from "../../config/staircase.js";
import type { Param } from "../../core/params.js";
import type { DeviceFit, Estimated, StateChoice } from "../../fit/fit.js";
import type { FactorRow } from "../../fit/form.js";
import type { Prepared } from "../../fit/prepare.js";
import type { FittedLaw, LawChoice } from "../../fit/rate-law.js";
import { quantityOption } from "../arguments.js";
import { command, type Done, print } from "../command.js";
import { unknown } from "../device.js";
import { EXIT, UsageError } from "../errors.js";

interface Options {
  pulses: string;
  amplitude: string | undefined;
  width: string | undefined;
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
            "CSV file voltage_V,width_s,g_before_S,g_after_S (or pulse,conductance_S with --amplitude, --width), or a folder of such files",
        })
        .option("amplitude", text("of a staircase: 4V, or of both polarities --amplitude=4V,-3V"))
        .option("width", text("of a staircase's pulses: 10ms, or of both polarities 10ms,20ms"))
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
      deviceYaml(result, law, choice, data.files, preset, nameOf(options.out)),
    );
  }
  if (options.html !== undefined) await writePage(options, options.html, prepared, result, law, data.files);
  if (data.ignored.length > 0)
    process.stderr.write(`${options.pulses}: not looked at: column ${data.ignored.join(", ")}\n`);
  await print(options.json ? `${fitJson(result)}\n` : await summary(result, law));
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

/** Amplitudes and widths that options give. @throws UsageError */
function driveOf({ amplitude, width }: Options): Drive {
  const pair = (name: string, given: string, unit: Param["unit"]): number[] => {
    const values = given.split(",").map((v) => quantityOption(name, v.trim(), unit));
    if (values.length > 2)
      throw new UsageError(`--${name}: got ${values.length} values; accepted: one, or one for each polarity`);
    return values;
  };
  const drive: { -readonly [K in keyof Drive]: Drive[K] } = {};
  if (amplitude !== undefined) {
    const [up, down = -up!] = pair("amplitude", amplitude, "V");
    if (!(up! > 0 && down < 0))
      throw new UsageError(
        `--amplitude: got ${amplitude}; accepted: one above 0 V, or --amplitude=4V,-3V (raising, lowering)`,
      );
    drive.amplitudes = [up!, down];
  }
  if (width !== undefined) {
    const [up, down = up!] = pair("width", width, "s");
    if (!(up! > 0 && down > 0))
      throw new UsageError(`--width: got ${width}; accepted: lengths above 0 s, such as 10ms`);
    drive.widths = [up!, down];
  }
  return drive;
}

type NumberRow = readonly [name: string, value: string, interval: string];

/** Every number with its interval, in words. */
async function numberRows(result: DeviceFit, law: FittedLaw): Promise<NumberRow[]> {
  const { formatQuantity } = await import("../../core/units.js");
  const row = (name: string, { value, ci95: [low, high] }: Estimated, unit: Param["unit"]): NumberRow => {
    const of = (x: number | null) => (x === null ? "?" : formatQuantity(x, unit, 4));
    const interval = low === null && high === null ? "not determined" : `${of(low)} to ${of(high)}`;
    return [name, value === null ? "-" : of(value), interval];
  };
  const factorRow = (side: "plus" | "minus", { conductance, ...r }: FactorRow): NumberRow => {
    const name = `f${side === "plus" ? "+" : "-"} at ${formatQuantity(conductance, "S", 4)}`;
    const held = r.value === 0 ? "at the bound" : conductance === result.g0 ? "at G0" : undefined;
    return held === undefined ? row(name, r, "1") : [name, String(r.value), held];
  };
  return [
    ...(result.stateFactor ? [] : [row("beta+", result.betaPlus, "1"), row("beta-", result.betaMinus, "1")]),
    row("gMin", result.gMin, "S"),
    row("gMax", result.gMax, "S"),
    row("c2c", result.c2c, "1"),
    row("d2d", result.d2d, "1"),
    row("read noise", result.readNoise, "S"),
    ...result.rates.map((r) => row(`rate at ${formatQuantity(r.voltage, "V", 4)}`, r, "S/s")),
    ...(["plus", "minus"] as const).flatMap((side) =>
      (result.stateFactor?.[side] ?? []).map((r) => factorRow(side, r)),
    ),
    ...law.numbers.map((n) => row(n.name, n, "1")),
  ];
}

/** What there is to say besides numbers: name and words. */
async function remarks(
  { outliers, overPower }: DeviceFit,
  law: FittedLaw,
): Promise<[name: string, words: string][]> {
  const { formatQuantity } = await import("../../core/units.js");
  const { chiSquare = 0, freedom = 0 } = law.misfit ?? {};
  return [
    ...(freedom > 0
      ? ([["misfit", `chi-square ${formatQuantity(chiSquare, "1", 3)} for ${freedom}`]] as [string, string][])
      : []),
    ...(overPower
      ? ([
          [
            "over power law",
            `ln likelihood ${formatQuantity(overPower.rise, "1", 3)} higher with ${overPower.numbers} numbers more`,
          ],
        ] as [string, string][])
      : []),
    ...(law.assumed === undefined ? [] : ([["rate law", law.assumed]] as [string, string][])),
    ["outliers", outliers < 1.01e-4 ? "none" : `${formatQuantity(100 * outliers, "1", 2)} %`],
  ];
}

async function summary(result: DeviceFit, law: FittedLaw): Promise<string> {
  const { formatQuantity } = await import("../../core/units.js");
  const line = ([name, value, interval]: NumberRow): string =>
    `${name.padEnd(14)} ${value.padEnd(14)} ${interval}`;
  const { g0, devices, pulses } = result;
  return `${[
    `${pulses} pulses on ${devices} ${devices === 1 ? "device" : "devices"}; G0 = ${formatQuantity(g0, "S", 4)}`,
    line(["", "value", "95 % interval (?: the data give no limit)"]),
    ...(await numberRows(result, law)).map(line),
    ...(await remarks(result, law)).map(([name, words]) => `${name.padEnd(14)} ${words}`),
  ].join("\n")}\n`;
}

async function writePage(
  { pulses }: Options,
  place: string,
  prepared: Prepared,
  fit: DeviceFit,
  law: FittedLaw,
  files: readonly PulseFile[],
): Promise<void> {
  const { diagnostics } = await import("../../fit/diagnostics.js");
  const { fitPage } = await import("../../report/device-fit.js");
  const { formatQuantity } = await import("../../core/units.js");
  const { writeOutput } = await import("../output.js");
  const seen = diagnostics(prepared, fit);
  const [first] = seen.lags.changes;
  const more = (await remarks(fit, law)).map(([name, words]): NumberRow => [name, words, ""]);
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

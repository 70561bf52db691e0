/** `spikion device characterise DEVICE`: pulses at the gate, and the rates read from them. */
import { labelOf } from "../../core/device/model.js";
import type { PulsesSpec } from "../../experiment/kinds/figure/spec.js";
import { quantityOption, rangeOption } from "../arguments.js";
import { command, type Done, print, withModules, withSet } from "../command.js";
import { deviceFrom } from "../device.js";
import { EXIT, UsageError } from "../errors.js";
import { fitPulses } from "./device-fit.js";

interface Options {
  device: string;
  rates: string | undefined;
  voltages: string | undefined;
  lengths: string | undefined;
  third: string | undefined;
  set: string[];
  "allow-modules": boolean;
  csv: string | undefined;
  svg: string | undefined;
  json: boolean;
}

export const device = (done: Done) =>
  command<object>({
    command: "device",
    describe: "look at a device alone (characterise), or make one from measured pulses (fit)",
    examples: [
      ["spikion device characterise eis-ysz14", "pulses, slopes, rates"],
      ["spikion device fit pulses.csv --out my-device.yaml", "from a measurement"],
    ],
    below: [characterise(done), fitPulses(done)],
    builder: (args) => args,
    handler: async () => {},
  });

const characterise = (done: Done) =>
  command<Options>({
    command: "characterise <device>",
    describe:
      "change by pulses of many lengths and voltages, quasi-static and dynamic, and rates read from it",
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      const own = args
        .positional("device", {
          type: "string",
          demandOption: true,
          describe: "device preset, device file or module",
        })
        .option("rates", text("CSV file voltage_V,rate_S_per_s, a rate law by name, or a module"))
        .option("third", text("a further voltage at the gate during each pulse, such as 0.2V"))
        .option("voltages", text("gate voltages (default: -6V,-4V,-2V,2V,4V,6V)"))
        .option("lengths", text("shortest:longest:n, spaced by factors (default: 1ms:1s:7)"))
        .option("csv", text("write voltage_V,pulse_s,delta_g_S,delta_g_dynamic_S"))
        .option("svg", text("write the panels as a picture"))
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the numbers as one line on stdout",
        });
      return withModules(withSet(own));
    },
    handler: async (options) => done(await execute(options)),
  });

async function execute(options: Options): Promise<number> {
  const spec = await specOf(options);
  const { drawPulses } = await import("../../experiment/kinds/figure/drawings/pulses.js");
  const beyond = await checked(spec);
  const drawing = drawPulses(spec);
  const { checkDrawing } = await import("../../experiment/kinds/figure/finite.js");
  checkDrawing(drawing);
  await writeFiles(options, spec, drawing.panels);
  if (options.json) {
    const numbers = Object.fromEntries(drawing.numbers.map((n) => [n.name, n.value]));
    const told = beyond.length > 0 ? { extrapolation: beyond } : {};
    await print(`${JSON.stringify({ device: labelOf(spec.device), ...numbers, ...told })}\n`);
    return EXIT.done;
  }
  const { tableText } = await import("../table.js");
  for (const { title, header, rows } of drawing.tables ?? [])
    await print(`${title}\n${tableText(rows, header)}`);
  const raised =
    options.third === undefined
      ? []
      : [`Voltages are those at the gate, the third one (${options.third}) included.`];
  await print(`${[...drawing.notes, ...raised, ...beyond].join("\n")}\n`);
  return EXIT.done;
}

/** Voltages beyond the rates that are given, in words. @throws UsageError where there is no rate of any meaning */
async function checked(spec: PulsesSpec): Promise<string[]> {
  const { checkReach } = await import("../../core/stdp/gate-reach.js");
  const { figureExtrapolations, figureGates } = await import("../../experiment/kinds/figure/gates.js");
  for (const { rate, reach } of figureGates(spec))
    try {
      checkReach(rate, reach);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UsageError(`--voltages: ${error.message}`);
    }
  return figureExtrapolations(spec);
}

async function specOf(options: Options): Promise<PulsesSpec> {
  const { device: name, voltages, lengths } = options;
  const third = quantityOption("third", options.third ?? "0 V", "V");
  const volts = (voltages ?? "-6V,-4V,-2V,2V,4V,6V")
    .split(",")
    .map((text) => quantityOption("voltages", text.trim(), "V") + third);
  const range = rangeOption("lengths", lengths ?? "1ms:1s:7", "s", "1ms:1s:7");
  if (!(range.from > 0) || range.count < 2)
    throw new UsageError(
      `--lengths: "${lengths}" has no two lengths above 0; accepted: for example 1ms:1s:7`,
    );
  const device = await deviceFrom(name, options, "characterise");
  const still = volts.find((v) => v === device.rate.vOc);
  if (still !== undefined)
    throw new UsageError(
      `--voltages: ${still - third} V${third === 0 ? "" : ` with ${third} V more (--third)`} changes nothing; accepted: any voltage but V_oc`,
    );
  const { defaults } = await import("../../core/params.js");
  const { params } = await import("../../core/stdp/dynamic.js");
  const { byFactors } = await import("../../core/stdp/curve-figures.js");
  return {
    kind: "figure",
    figure: "pulses",
    seed: "1",
    title: `Pulses on ${labelOf(device)}${third === 0 ? "" : `, ${third} V more at the gate`}`,
    checks: [],
    device,
    voltages: volts,
    lengths: byFactors(range.from, range.to, range.count),
    level: defaults(params),
    temperatures: [283.15, 293.15, 303.15, 323.15],
    thicknesses: [7e-9, 10e-9, 14e-9],
  };
}

async function writeFiles(
  { csv, svg }: Options,
  spec: PulsesSpec,
  panels: readonly import("../../experiment/panel.js").Panel[],
): Promise<void> {
  const { writeOutput } = await import("../output.js");
  if (csv !== undefined) {
    const { writeCsv } = await import("../../report/formats/csv.js");
    const { pulseChange } = await import("../../core/stdp/pulses.js");
    const rows = spec.voltages.flatMap((v) => [...spec.lengths].map((t) => ({ v, t })));
    const { rate } = spec.device;
    const text = writeCsv({
      voltage_V: rows.map((r) => r.v),
      pulse_s: rows.map((r) => r.t),
      delta_g_S: rows.map(({ v, t }) => pulseChange(rate, v, t)),
      delta_g_dynamic_S: rows.map(({ v, t }) => pulseChange(rate, v, t, spec.level)),
    });
    await writeOutput("csv", csv, text);
  }
  if (svg !== undefined) {
    const { panelsSvg } = await import("../../report/plots/panels.js");
    await writeOutput("svg", svg, await panelsSvg(spec.title, panels));
  }
}

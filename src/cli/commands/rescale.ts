/** `spikion rescale [FORM]`: the same plasticity at another speed or on another device. */

import { type Device, labelOf } from "../../core/device/model.js";
import { formatQuantity } from "../../core/units.js";
import type { Waveform } from "../../core/waveform/model.js";
import { quantityOption } from "../arguments.js";
import { command, type Done, print, withModules } from "../command.js";
import { deviceFrom, unknown } from "../device.js";
import { EXIT, UsageError } from "../errors.js";

interface Options {
  form: string | undefined;
  waveforms: string | undefined;
  device: string | undefined;
  rates: string | undefined;
  to: string | undefined;
  "to-rates": string | undefined;
  time: string;
  tick: string | undefined;
  gate: string | undefined;
  out: string | undefined;
  json: boolean;
  "allow-modules": boolean;
}

export const rescale = (done: Done) =>
  command<Options>({
    command: "rescale [form]",
    describe: "make spike voltages faster or slower, or fit them to another device, with the same plasticity",
    examples: [["spikion rescale box-over-ramp --time 1e-3 --out us.yaml", "a thousand times faster"]],
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      const own = args
        .positional("form", {
          type: "string",
          describe: "named pair of spike voltages (default: box-over-ramp)",
        })
        .option("waveforms", text("YAML file with voltages of your own: pre, post"))
        .option("device", text("device on which they work now (default: the form's own)"))
        .option("rates", text("its rates: a CSV file, a law by name, or a module"))
        .option("to", text("device on which they are to work (default: the same)"))
        .option("to-rates", text("its rates: a CSV file, a law by name, or a module"))
        .option("time", {
          ...text("length of the new voltages relative to the present ones, such as 0.001"),
          default: "1",
        })
        .option(
          "tick",
          text("distance of the spikes of the pair that is kept (default: 0.5ms, or less where it is short)"),
        )
        .option(
          "gate",
          text("keep instead that a lone spike leaves nothing, at this peak at the gate, such as 10V"),
        )
        .option("out", text("write the voltages, as --waveforms and networks take them"))
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the figures as one line on stdout",
        });
      return withModules(own);
    },
    handler: async (options) => done(await execute(options)),
  });

/** Of the longer waveform: the distance of the pair where none is given; 0.5 ms of box-over-ramp's 22 ms. */
const TICKS = 44;

async function execute(options: Options): Promise<number> {
  const { form, waveforms, "allow-modules": allow } = options;
  if (form !== undefined && waveforms !== undefined)
    throw new UsageError(
      `both the form "${form}" and --waveforms ${waveforms} are given; accepted: one of them`,
    );
  const time = quantityOption("time", options.time, "1");
  if (!(time > 0))
    throw new UsageError(`--time: "${options.time}" is not above 0; accepted: a factor such as 0.001`);
  const { pre, post, name, device: own } = await chosen(form, waveforms);
  const longest = Math.max(length(pre), length(post));
  const tick = options.tick === undefined ? longest / TICKS : quantityOption("tick", options.tick, "s");
  if (!(tick > 0))
    throw new UsageError(`--tick: "${options.tick}" is not above 0; accepted: a time such as 0.5ms`);
  const device = await deviceFrom(options.device ?? own, {
    rates: options.rates,
    set: [],
    "allow-modules": allow,
  });
  // Another device comes with rates of its own.
  const rates = options["to-rates"] ?? (options.to === undefined ? options.rates : undefined);
  const target = await deviceFrom(
    options.to ?? options.device ?? own,
    { rates, set: [], "allow-modules": allow },
    "--to",
  );
  const { peakGate } = await import("../../core/stdp/curve-figures.js");
  const gate = options.gate === undefined ? undefined : quantityOption("gate", options.gate, "V");
  if (gate !== undefined && (options.tick !== undefined || !(gate > 0)))
    throw new UsageError("--gate: accepted: a voltage above 0 such as 10V, and no --tick with it");
  const now = { rate: device.rate, pre, post };
  const solved = await solve(now, target, time, gate === undefined ? { tick } : { gate });
  const about = {
    waveforms: name,
    device: labelOf(device),
    to: labelOf(target),
    time,
    ...(gate === undefined ? { tick } : { gate }),
    pre: extremes(solved.pre),
    post: extremes(solved.post),
    length: Math.max(length(solved.pre), length(solved.post)),
    peakGate: peakGate(solved.pre, solved.post, 1, 1),
  };
  if (options.out !== undefined) {
    const { waveformText } = await import("../../config/waveform-text.js");
    const { writeOutput } = await import("../output.js");
    const kept = gate === undefined ? "for equal P and D" : "so that a lone spike leaves nothing";
    const text = `${name} for ${labelOf(target)}, ${time} times as long, amplitudes solved ${kept} (rescale)`;
    await writeOutput("out", options.out, waveformText(solved, [text]));
  }
  if (options.json) {
    await print(`${JSON.stringify(about)}\n`);
    return EXIT.done;
  }
  const volts = ({ low, high }: { low: number; high: number }) =>
    `${formatQuantity(low, "V", 6)} to ${formatQuantity(high, "V", 6)}`;
  const rows: [what: string, text: string][] = [
    ["waveforms", name],
    ["device", labelOf(device)],
    ["to", labelOf(target)],
    ["length", `${formatQuantity(about.length, "s")}, ${time} times as long`],
    ["V_pre", volts(about.pre)],
    ["V_post", volts(about.post)],
    ["peak at the gate", formatQuantity(about.peakGate, "V", 4)],
    [
      "kept",
      gate === undefined
        ? `P and D of a post spike alone; P of a pair ${formatQuantity(tick, "s")} apart (now ${formatQuantity(time * tick, "s")})`
        : `that a spike alone leaves nothing; ${formatQuantity(gate, "V")} at the gate at most`,
    ],
  ];
  const { pairLines } = await import("../terminal.js");
  await print(pairLines(rows, 22));
  return EXIT.done;
}

type Now = { readonly rate: Device["rate"]; readonly pre: Waveform; readonly post: Waveform };

/** @throws UsageError where no amplitude does it */
async function solve(
  now: Now,
  target: Device,
  time: number,
  keep: { readonly tick: number } | { readonly gate: number },
): Promise<{ pre: Waveform; post: Waveform }> {
  const { rescale } = await import("../../core/stdp/rescale.js");
  const { compensate } = await import("../../core/stdp/compensate.js");
  const { scale } = await import("../../core/waveform/piecewise-linear.js");
  try {
    if ("tick" in keep) return rescale({ ...now, tick: keep.tick, target: target.rate, time });
    const [pre, post] = [scale(now.pre, { time }), scale(now.post, { time })];
    const solved = compensate({ rate: target.rate, pre, post, gatePeak: keep.gate });
    return { pre: solved.pre.waveform, post: solved.post.waveform };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const hint = "tick" in keep ? "; --gate keeps that a lone spike leaves nothing instead" : "";
    throw new UsageError(`rescale: ${error.message}${hint}`);
  }
}

async function chosen(form: string | undefined, waveforms: string | undefined) {
  if (waveforms !== undefined) {
    const { readWaveformFile } = await import("../../node/config.js");
    const { pre, post, third } = readWaveformFile(waveforms);
    if (third)
      throw new UsageError(
        `--waveforms: ${waveforms} has a third voltage, which is not rescaled; accepted: pre and post`,
      );
    return { pre, post, name: waveforms, device: "eis-ysz14" };
  }
  const { forms } = await import("../../core/waveform/index.js");
  const name = form ?? "box-over-ramp";
  if (!Object.hasOwn(forms, name))
    throw unknown("rescale", name, "a form", Object.keys(forms), ", or --waveforms FILE");
  return { ...forms[name as keyof typeof forms], name };
}

function length({ t }: Waveform): number {
  return t.at(-1)! - t[0]!;
}

function extremes({ v }: Waveform): { low: number; high: number } {
  return { low: Math.min(...v), high: Math.max(...v) };
}

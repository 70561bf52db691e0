/** `spikion explore`: the page in which voltages are dragged and networks trained, served on this machine only. */
import { command, type Done, print } from "../command.js";
import { EXIT } from "../errors.js";
import { portOf } from "../local-server.js";

interface Options {
  device: string | undefined;
  form: string | undefined;
  port: string | undefined;
  open: boolean;
  json: boolean;
}

export const explore = (done: Done) =>
  command<Options>({
    command: "explore",
    describe: "drag spike voltages and train networks in the browser",
    examples: [["spikion explore --form antisymmetric", "begin with these voltages"]],
    builder: (args) => {
      const text = (describe: string) => ({ type: "string", requiresArg: true, describe }) as const;
      return args
        .option("device", text("device preset, or device file, to begin with (default: the form's own)"))
        .option("form", text("named pair of spike voltages to begin with (default: box-over-ramp)"))
        .option("port", text("of 127.0.0.1 (default: any that is free)"))
        .option("open", { type: "boolean", default: true, describe: "open the page; --no-open does not" })
        .option("json", {
          type: "boolean",
          default: false,
          describe: "print the address as one line of JSON on stdout",
        });
    },
    handler: async (options) => done(await execute(options)),
  });

async function execute({ device, form, port, open, json }: Options): Promise<number> {
  const link = await linkFor(form, device);
  const number = portOf(port);
  const { serveSite } = await import("../serve-site.js");
  const site = await serveSite(number, { link });
  await print(
    json
      ? `${JSON.stringify({ url: site.url, port: site.port })}\n`
      : `The explorer is at ${site.url} until Ctrl-C ends it\n`,
  );
  if (open) {
    const { openPage } = await import("../open-page.js");
    openPage(site.url);
  }
  const { endingSignals } = await import("../interrupt.js");
  await new Promise<void>((end) => {
    for (const signal of endingSignals()) process.once(signal, () => end());
  });
  await site.close();
  return EXIT.done;
}

/** The page's beginning as a link of its own. @throws UsageError, or ConfigError for a file that cannot be used */
async function linkFor(form: string | undefined, device: string | undefined): Promise<string> {
  if (form === undefined && device === undefined) return "";
  const { forms } = await import("../../core/waveform/index.js");
  const { devices } = await import("../../core/device/index.js");
  const { unknown } = await import("../device.js");
  const { startOf } = await import("../../explore/state.js");
  const { linkOf } = await import("../../explore/link.js");
  const name = form ?? "box-over-ramp";
  if (!Object.hasOwn(forms, name)) throw unknown("--form", name, "a form", Object.keys(forms));
  const start = startOf(name as keyof typeof forms);
  if (device === undefined) return linkOf(start);
  if (Object.hasOwn(devices, device))
    return linkOf({
      ...start,
      device: { preset: device as keyof typeof devices, params: {}, lawParams: {} },
    });
  if (!/\.ya?ml$/i.test(device))
    throw unknown(
      "--device",
      device,
      "a device",
      Object.keys(devices),
      ", or a device file such as my-device.yaml",
    );
  const { selfContained } = await import("../../explore/own-device.js");
  const { disk } = await import("../../node/disk.js");
  const own = { name: disk.nameOf(device), text: selfContained(disk, device) };
  return linkOf({ ...start, device: { ...start.device, own } });
}

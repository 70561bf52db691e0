/** `spikion doctor`: what of this machine the program can use, and the command that adds what is missing. */
import { command, type Done, print } from "../command.js";
import { EXIT } from "../errors.js";

interface Options {
  json: boolean;
}

export const doctor = (done: Done) =>
  command<Options>({
    command: "doctor",
    describe: "say what is found: Node, kernels, tensor backends, processors, data sets",
    builder: (args) =>
      args.option("json", { type: "boolean", default: false, describe: "print it as one line on stdout" }),
    handler: async ({ json }) => {
      const { examine } = await import("../doctor.js");
      const found = await examine();
      await print(json ? `${JSON.stringify(found)}\n` : lines(found));
      done(found.node.accepted ? EXIT.done : EXIT.usersInput);
    },
  });

function lines(found: import("../doctor.js").Diagnosis): string {
  const { node, simd, workers, backends, datasets } = found;
  const rows: [what: string, how: string][] = [
    ["Node", `${node.version}${node.accepted ? "" : `; accepted: ${node.wanted}`}`],
    ["wasm kernels with SIMD", simd ? "yes" : "no: the reference kernel runs instead"],
    ["workers", String(workers)],
    ...backends.map((b): [string, string] => [
      `tfjs backend ${b.name}`,
      b.available
        ? `yes, ${b.version}${b.first ? ", taken by backend: auto" : ""}`
        : `no: ${b.why}; to add it: ${b.install}`,
    ]),
    ...datasets.map((d): [string, string] => [`data set ${d.name}`, d.present ? "yes" : `no: ${d.why}`]),
  ];
  return `${rows.map(([what, how]) => `${what.padEnd(26)} ${how}`).join("\n")}\n`;
}

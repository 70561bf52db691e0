/** `spikion doctor`: what of this machine the program can use, and the command that adds what is missing. */
import { command, type Done, print } from "../command.js";
import { EXIT, UsageError } from "../errors.js";
import { pairLines } from "../terminal.js";

interface Options {
  compare: boolean;
  json: boolean;
}

export const doctor = (done: Done) =>
  command<Options>({
    command: "doctor",
    describe: "show what this machine has: Node, kernels, tensor backends, processors, data sets",
    examples: [["spikion doctor --compare", "whether both kernels give the same bits here"]],
    builder: (args) =>
      args
        .option("json", { type: "boolean", default: false, describe: "print it as one line on stdout" })
        .option("compare", {
          type: "boolean",
          default: false,
          describe: "train a small network with both kernels and compare their bits (some ten seconds)",
        }),
    handler: async ({ compare, json }) => {
      const { examine } = await import("../doctor.js");
      const diagnosis = await examine();
      if (compare && !diagnosis.simd)
        throw new UsageError("--compare: there is no wasm kernel here to compare, WebAssembly lacks SIMD");
      const found = compare
        ? { ...diagnosis, equal: await (await import("../compare-kernels.js")).sameBits() }
        : diagnosis;
      await print(json ? `${JSON.stringify(found)}\n` : lines(found));
      done(found.equal === false ? EXIT.failed : found.node.accepted ? EXIT.done : EXIT.usersInput);
    },
  });

function lines(found: import("../doctor.js").Diagnosis): string {
  const { node, simd, paired, equal, workers, backends, datasets } = found;
  const rows: [what: string, how: string][] = [
    ["Node", `${node.version}${node.accepted ? "" : `; accepted: ${node.wanted}`}`],
    [
      "wasm kernels with SIMD",
      simd
        ? `yes${paired ? ", vectors paired to 256 bits where the processor has AVX2" : ""}`
        : "no: the reference kernel runs instead",
    ],
    ...(equal === undefined
      ? []
      : [
          [
            "bits of both kernels",
            equal ? "the same" : "NOT the same: use kernel: reference and tell us",
          ] as [string, string],
        ]),
    ["workers", String(workers)],
    ...backends.map((b): [string, string] => [
      `tfjs backend ${b.name}`,
      b.available
        ? `yes, ${b.version}${b.first ? ", taken by backend: auto" : ""}`
        : `no: ${b.why}; to add it: ${b.install}${b.recipe ? ` (where its download is refused: ${b.recipe})` : ""}`,
    ]),
    ...datasets.map((d): [string, string] => [`data set ${d.name}`, d.present ? "yes" : `no: ${d.why}`]),
  ];
  return pairLines(rows, 26);
}

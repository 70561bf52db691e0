/** `spikion nir`: networks in the Neuromorphic Intermediate Representation, in and out. */
import { command, type Done } from "../command.js";
import { exportNir } from "./nir-export.js";
import { importNir } from "./nir-import.js";

export const nir = (done: Done) =>
  command<object>({
    command: "nir",
    describe: "networks as NIR files: write one (export), or run one (import)",
    examples: [["spikion nir export runs/quickstart-1 --out net.nir", "what a run has learned"]],
    below: [exportNir(done), importNir(done)],
    builder: (args) => args,
    handler: async () => {},
  });

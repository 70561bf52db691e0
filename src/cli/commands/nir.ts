/** `spikion nir`: networks in the Neuromorphic Intermediate Representation, in and out. */
import { command, type Done } from "../command.js";
import { exportNir } from "./nir-export.js";
import { importNir } from "./nir-import.js";

export const nir = (done: Done) =>
  command<object>({
    command: "nir",
    describe: "networks as NIR files: write one (export), or run one (import)",
    builder: (args) =>
      args
        .command(exportNir(done))
        .command(importNir(done))
        .demandCommand(1, "nir: a command is missing; accepted: export, import"),
    handler: async () => {},
  });

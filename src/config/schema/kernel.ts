/** What does the arithmetic: a word, or slices in tensors with their settings. */
import { BACKENDS } from "../../crossbar/kernels/tfjs-backend.js";
import { quoteAll } from "../errors.js";
import { either } from "../fields/either.js";
import { group } from "../fields/group.js";
import { words } from "../fields/plain.js";
import { quantity } from "../fields/quantity.js";

/** Fields of slices in tensors. @param tau  default */
export function tfjsFields(tau = "0.1 ms") {
  return {
    backend: words(
      ["auto", ...BACKENDS],
      "where tensors are computed; auto: tensorflow where tfjs-node is installed, else wasm, else cpu",
    ).default("auto"),
    tau: quantity("s", { min: 0, open: true }, "longest slice of Eq. (1)").default(tau),
  };
}

/** The same for networks, which are also read. */
const networkFields = {
  ...tfjsFields(),
  read: words(
    ["events", "matmul"],
    "how frozen synapses are read: spike by spike, or a presentation at once as a matrix product",
  ).default("events"),
};

/** @param choices  words accepted beside `{tfjs: {backend, tau}}` */
export function kernel<const W extends string>(choices: readonly W[], doc: string) {
  return either([words(choices, doc), group({ tfjs: group(networkFields).default({}) })], {
    accepted: `${quoteAll(choices)} or {tfjs: {backend: auto, tau: "0.1 ms"}}`,
    doc: `${doc}; {tfjs: ...}: Eq. (1) in slices, by tensors`,
  }).default("auto");
}

/** What does the arithmetic: a word, or slices in tensors with their settings. */
import * as z from "zod";
import { BACKENDS } from "../../crossbar/kernels/tfjs-backend.js";
import { quoteAll } from "../errors.js";
import { came, quantity, words } from "./fields.js";

const BACKEND_CHOICES = ["auto", ...BACKENDS] as const;

/** `{backend, tau}` with defaults. */
export function tfjsSchema(tau = "0.1 ms") {
  return z
    .strictObject({
      backend: words(
        BACKEND_CHOICES,
        "where tensors are computed; auto: tensorflow where tfjs-node is installed, else wasm, else cpu",
      ).default("auto"),
      tau: quantity("s", { min: 0, open: true }, "longest slice of Eq. (1)").default(tau),
    })
    .prefault({});
}

/** The same for networks, which are also read. */
function networkTfjsSchema() {
  const read = words(
    ["events", "matmul"],
    "how frozen synapses are read: spike by spike, or a presentation at once as a matrix product",
  );
  return tfjsSchema()
    .unwrap()
    .extend({ read: read.default("events") })
    .prefault({});
}

/** @param choices  words accepted beside `{tfjs: {backend, tau}}` */
export function kernelSchema<const T extends readonly [string, ...string[]]>(choices: T, doc: string) {
  const error = (issue: { input?: unknown }) =>
    came(issue, `${quoteAll(choices)} or {tfjs: {backend: auto, tau: "0.1 ms"}}`);
  return z
    .union([z.enum(choices, { error }), z.strictObject({ tfjs: networkTfjsSchema() }, { error })], { error })
    .meta({ description: `${doc}; {tfjs: ...}: Eq. (1) in slices, by tensors` });
}

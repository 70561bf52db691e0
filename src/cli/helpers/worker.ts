/** A helper thread: builds the network of an experiment as it was trained, and answers for parts of frozen passes. */
import { parentPort, workerData } from "node:worker_threads";
import { kindOf } from "../../experiment/kinds/index.js";
import { loadExperimentText } from "../../node/config.js";
import { changedModules, dataHashOf, moduleHashes } from "../../node/inputs.js";
import { takeSimdWidth } from "../simd.js";
import type { HelperData, Message, Reply } from "./message.js";

takeSimdWidth();
const { resolvedYaml, file, dataHash, modules } = workerData as HelperData;
const changed = changedModules(modules, moduleHashes(resolvedYaml));
if (changed.length > 0) throw new Error(`changed since the run began: ${changed.join(", ")}`);
const { spec } = await loadExperimentText(resolvedYaml, file, { modules: { allow: "all" } });
if (dataHashOf(spec) !== dataHash)
  throw new Error("the files of the data set were changed since the run began");
const { frozen } = kindOf(spec.kind);
if (!frozen) throw new Error(`an experiment of kind ${spec.kind} has no frozen pass`);
const answersFor = frozen.answers(spec);
let answer: ReturnType<typeof answersFor>;

parentPort!.on("message", (message: Message) => {
  if ("trained" in message) {
    answer = answersFor(message.trained);
    parentPort!.postMessage({ ready: true } satisfies Reply);
    return;
  }
  const { id, phase, from, to } = message;
  try {
    const answers = answer(phase, from, to);
    const reply: Reply = { id, answers };
    parentPort!.postMessage(reply, [answers.buffer as ArrayBuffer]);
  } catch (error) {
    const reply: Reply = { id, error: error instanceof Error ? error.message : String(error) };
    parentPort!.postMessage(reply);
  }
});

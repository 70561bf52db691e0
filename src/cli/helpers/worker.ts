/** A helper thread: builds the network of an experiment as it was trained, and answers for parts of frozen passes. */
import { parentPort, workerData } from "node:worker_threads";
import { loadExperimentText } from "../../config/load.js";
import { frozenAnswers } from "../../experiment/kinds/classify.js";
import type { HelperData, Question, Reply } from "./message.js";

const { resolvedYaml, file, ...trained } = workerData as HelperData;
const { spec } = await loadExperimentText(resolvedYaml, file);
if (spec.kind !== "classify") throw new Error(`an experiment of kind ${spec.kind} has no frozen pass`);
const answer = frozenAnswers(spec, trained);

parentPort!.on("message", ({ id, phase, from, to }: Question) => {
  try {
    const answers = answer(phase, from, to);
    const reply: Reply = { id, answers };
    parentPort!.postMessage(reply, [answers.buffer as ArrayBuffer]);
  } catch (error) {
    const reply: Reply = { id, error: error instanceof Error ? error.message : String(error) };
    parentPort!.postMessage(reply);
  }
});
parentPort!.postMessage({ ready: true } satisfies Reply);

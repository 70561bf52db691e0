/** A training worker that is loaded before it is asked for: whoever sees the button should not wait for it. */
import { fetchedDigits } from "./digits.js";

let spare: Worker | undefined;

const started = () => new Worker("training-worker.js", { type: "module" });

/** Begins to load worker and digits. */
export function prepareTraining(): void {
  spare ??= started();
  fetchedDigits().catch(() => {
    // Whoever trains asks again, and says why it cannot be.
  });
}

export function trainingWorker(): Worker {
  const worker = spare ?? started();
  spare = undefined;
  return worker;
}

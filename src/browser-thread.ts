/**
 * A further thread of a layer's kernel, in a page: the whole of a module worker, see `browserThreads`.
 * @module spikion/browser-thread
 */
import { takePlace } from "./engine/wasm/place.js";
import type { Place } from "./engine/wasm/threads.js";

let serve = (): void => {};

(globalThis as unknown as { onmessage: (event: { data: Place | "sit" }) => void }).onmessage = ({ data }) => {
  if (data === "sit") serve();
  else serve = takePlace(data);
};

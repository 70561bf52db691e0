/** The worker that trains: it fetches nothing, and is told everything. */

import { PACKAGE_TEXTS } from "package-texts";
import { config } from "zod";
import { browserThreads } from "../../browser-threads.js";
import { allowThreads } from "../../engine/wasm/threads.js";
import type { Files } from "../../platform/files.js";
import { memoryFiles } from "../../platform/memory-files.js";
import type { Hash } from "../../platform/sha256.js";
import type { ToTraining } from "../messages.js";
import { Training } from "../training.js";
import { contentsFor } from "../worker-files.js";

// A page's policy lets nobody make code of text.
config({ jitless: true });

const training = new Training((message) => self.postMessage(message));

self.onmessage = ({ data }: MessageEvent<ToTraining>) => {
  if (data.kind === "start") {
    allowThreads(browserThreads("browser-thread.js", data.cores));
    training
      .run(unhashed(memoryFiles(contentsFor(PACKAGE_TEXTS, data.digits))), data.text)
      .catch((error) => self.postMessage({ kind: "failed", text: String(error?.message ?? error) }));
  } else if (data.kind === "draw") training.draw(data.pixels);
  else if (data.kind === "speed") training.speed(data.most);
  else training[data.kind]();
};

/** The page shows no hash of its digits, which come with it: they are not hashed, which would take a tenth of a second. */
function unhashed(files: Files): Files {
  const none: Hash = { update: () => none, hex: () => "" };
  return { ...files, newSha256: () => none };
}

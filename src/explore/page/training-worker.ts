/** The worker that trains: it fetches nothing, and is told everything. */

import { PACKAGE_TEXTS } from "package-texts";
import { config } from "zod";
import { memoryFiles } from "../../platform/memory-files.js";
import type { ToTraining } from "../messages.js";
import { Training } from "../training.js";
import { contentsFor } from "../worker-files.js";

// A page's policy lets nobody make code of text.
config({ jitless: true });

const training = new Training((message) => self.postMessage(message));

self.onmessage = ({ data }: MessageEvent<ToTraining>) => {
  if (data.kind === "start")
    training
      .run(memoryFiles(contentsFor(PACKAGE_TEXTS, data.digits)), data.text)
      .catch((error) => self.postMessage({ kind: "failed", text: String(error?.message ?? error) }));
  else if (data.kind === "draw") training.draw(data.pixels);
  else if (data.kind === "speed") training.speed(data.most);
  else training[data.kind]();
};

/** The thread in which a long command computes; see in-thread.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { commandLine } from "./command-line.js";
import type { FromThread, ThreadData, ToThread } from "./in-thread.js";
import { hearFrom } from "./interrupt.js";
import { shownBy } from "./watch.js";

const { args, terminal } = workerData as ThreadData;
const port = parentPort!;
const tell = (told: FromThread) => port.postMessage(told);

hearFrom({
  listen(words, stop) {
    const onMessage = (_: ToThread): void => {
      tell({ heard: true });
      stop();
    };
    port.on("message", onMessage);
    // Listening is no reason for a thread to stay.
    port.unref();
    tell({ listens: words });
    return () => {
      port.off("message", onMessage);
      tell({ deaf: true });
    };
  },
});

shownBy((watched) => tell({ watch: watched }));

for (const name of ["stdout", "stderr"] as const)
  if (terminal[name].isTTY) Object.assign(process[name], terminal[name]);

process.exitCode = await commandLine(args);

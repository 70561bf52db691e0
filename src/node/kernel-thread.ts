/** A further thread of a layer's kernel. */
import { parentPort, workerData } from "node:worker_threads";
import { takePlace } from "../engine/wasm/place.js";
import type { Place } from "../engine/wasm/threads.js";

const serve = takePlace(workerData as Place);
parentPort!.on("message", serve);

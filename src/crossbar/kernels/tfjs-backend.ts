/**
 * Where tensors are computed: TensorFlow itself where the user has installed tfjs-node, else WebAssembly, else plain
 * JavaScript. All are loaded when they are asked for, never before.
 */
import { homedir } from "node:os";
import { join } from "node:path";

/** The part of tfjs that the kernels use, whichever package it comes from. */
export type Tf = typeof import("@tensorflow/tfjs-core");

export const BACKENDS = ["tensorflow", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];
/** auto: the first of `BACKENDS` that is there. */
export type BackendChoice = "auto" | BackendName;

/** The version that is pinned for all tfjs packages: they do not mix. */
export const TFJS_VERSION = "4.22.0";

/** Where tfjs-node may live apart from this program, so that `npm ci` never has to build it. */
export const TFJS_PREFIX = join("~", ".spikion");

/** The command that adds what a backend lacks. */
export const INSTALL: Readonly<Record<BackendName, string>> = {
  tensorflow: `npm install --prefix ${TFJS_PREFIX} @tensorflow/tfjs-node@${TFJS_VERSION}`,
  wasm: `npm install @tensorflow/tfjs-core@${TFJS_VERSION} @tensorflow/tfjs-backend-wasm@${TFJS_VERSION}`,
  cpu: `npm install @tensorflow/tfjs-core@${TFJS_VERSION} @tensorflow/tfjs-backend-cpu@${TFJS_VERSION}`,
};

/** A backend that was asked for and is not there: something for the user to mend. */
export class BackendError extends Error {
  override readonly name = "BackendError";
  constructor(
    readonly backend: BackendName,
    readonly why: string,
  ) {
    super(
      `kernel.tfjs.backend: "${backend}" is not available: ${why}; accepted: "auto", or "${backend}" after: ${INSTALL[backend]}`,
    );
  }
}

export interface TfjsBackend {
  readonly tf: Tf;
  readonly name: BackendName;
  /** Which one it is and why no faster one, for people. */
  readonly notice: string;
}

/** What is found of one backend: how it may be used, or why not. */
export type Found = { readonly name: BackendName } & (
  | { readonly tf: Tf; readonly version: string }
  | { readonly why: string }
);

const LOADERS: Readonly<Record<BackendName, () => Promise<Tf>>> = {
  tensorflow: loadTensorflow,
  wasm: async () => {
    const tf = await core();
    const { setThreadsCount } = await import("@tensorflow/tfjs-backend-wasm");
    // One core per process: whole jobs run side by side, and results do not depend on the machine.
    setThreadsCount(1);
    return tf;
  },
  cpu: async () => {
    const tf = await core();
    await import("@tensorflow/tfjs-backend-cpu");
    return tf;
  },
};

/** Try one backend; every way in which it can fail is an answer, not an error. */
export async function findBackend(name: BackendName): Promise<Found> {
  try {
    const tf = await LOADERS[name]();
    if (!(await tf.setBackend(name))) return { name, why: "it does not start on this machine" };
    await tf.ready();
    // A first sum shows that it computes, not only that it loads.
    const sum = tf.tidy(() => tf.add(1, 2).dataSync()[0]);
    return sum === 3 ? { name, tf, version: tf.version_core } : { name, why: `1 + 2 came out as ${sum}` };
  } catch (error) {
    return { name, why: reason(error) };
  }
}

/**
 * @throws BackendError where a backend is named and absent, saying the command that installs it
 */
export async function openBackend(choice: BackendChoice): Promise<TfjsBackend> {
  const missing: string[] = [];
  for (const name of choice === "auto" ? BACKENDS : [choice]) {
    const found = await findBackend(name);
    if ("tf" in found) {
      const others = missing.length > 0 ? ` (${missing.join("; ")})` : "";
      return { tf: found.tf, name, notice: `backend ${name}${others}` };
    }
    if (choice !== "auto") throw new BackendError(name, found.why);
    missing.push(`${name}: ${found.why}`);
  }
  throw new BackendError("cpu", missing.join("; "));
}

/** Make `backend` the one that computes: another one may have been used in between. */
export function use({ tf, name }: TfjsBackend): void {
  // For a backend that has been opened this takes effect before it returns.
  if (tf.getBackend() !== name) void tf.setBackend(name);
}

async function core(): Promise<Tf> {
  const tf = await import("@tensorflow/tfjs-core");
  // Without it every start prints an advertisement.
  tf.enableProdMode();
  return tf;
}

/** tfjs-node from where npm may have put it: beside this program, below the user's folder, in its own prefix. */
async function loadTensorflow(): Promise<Tf> {
  const { createRequire } = await import("node:module");
  const here = createRequire(import.meta.url);
  const util = here("node:util") as { isNullOrUndefined?: (x: unknown) => boolean };
  // tfjs-node calls what Node 23 has removed.
  util.isNullOrUndefined ??= (x) => x === null || x === undefined;
  const places = [process.cwd(), TFJS_PREFIX.replace("~", homedir())];
  const from = [here, ...places.map((place) => createRequire(join(place, "package.json")))];
  let why: unknown;
  for (const require of from)
    try {
      const tf = require("@tensorflow/tfjs-node") as Tf;
      tf.enableProdMode();
      return tf;
    } catch (error) {
      // Of several failures the one that says more than "not found".
      if (why === undefined || !isAbsent(error)) why = error;
    }
  throw why;
}

function isAbsent(error: unknown): boolean {
  return (
    (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND" &&
    String((error as Error).message).includes("'@tensorflow/")
  );
}

/** First line of what went wrong. */
function reason(error: unknown): string {
  if (isAbsent(error) || (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND")
    return "not installed";
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0]!.slice(0, 200) || "it cannot be loaded";
}

/**
 * Where tensors are computed: TensorFlow itself where the user has installed tfjs-node, else WebAssembly, else plain
 * JavaScript.
 */
import { BACKENDS, type BackendName, type Tf } from "./tensors.js";
import { portable } from "./tfjs-load.js";

export { BACKENDS, type BackendLoaders, type BackendName } from "./tensors.js";

/** auto: the first of `BACKENDS` that is there. */
export type BackendChoice = "auto" | BackendName;

/** The version that is pinned for all tfjs packages: they do not mix. */
export const TFJS_VERSION = "4.22.0";

/** Where tfjs-node may live apart from this program, so that `npm ci` never has to build it. */
export const TFJS_PREFIX = "~/.spikion";

/** The command that adds what a backend lacks. */
export const INSTALL: Readonly<Record<BackendName, string>> = {
  tensorflow: `npm install --prefix ${TFJS_PREFIX} @tensorflow/tfjs-node@${TFJS_VERSION}`,
  wasm: `npm install @tensorflow/tfjs-core@${TFJS_VERSION} @tensorflow/tfjs-backend-wasm@${TFJS_VERSION}`,
  cpu: `npm install @tensorflow/tfjs-core@${TFJS_VERSION} @tensorflow/tfjs-backend-cpu@${TFJS_VERSION}`,
};

/** Where it is said how TensorFlow is built where that command cannot download it; in the package. */
export const RECIPE = "docs/tfjs-node.md";

/** A backend that was asked for and is not there: something for the user to mend. */
export class BackendError extends Error {
  override readonly name = "BackendError";
  constructor(
    readonly backend: BackendName,
    readonly why: string,
  ) {
    super(
      `kernel.tfjs.backend: "${backend}" is not available: ${why}; accepted: "auto", or "${backend}" after: ${INSTALL[backend]}${refused(backend)}`,
    );
  }
}

/** What helps where the command that installs it does not. */
export const refused = (backend: BackendName): string =>
  backend === "tensorflow" ? ` (where its download is refused: ${RECIPE})` : "";

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

/** Try one backend; every way in which it can fail is an answer, not an error. */
export async function findBackend(name: BackendName, loaders = portable): Promise<Found> {
  const load = loaders[name];
  if (!load) return { name, why: "it runs in Node only, and nothing here loads it" };
  try {
    const tf = await load();
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
 * @param loaders  of the backends there may be; those that run anywhere unless given
 * @throws BackendError where a backend is named and absent, saying the command that installs it
 */
export async function openBackend(choice: BackendChoice, loaders = portable): Promise<TfjsBackend> {
  const missing: string[] = [];
  for (const name of choice === "auto" ? BACKENDS : [choice]) {
    const found = await findBackend(name, loaders);
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

/** Whether a package of tfjs is not there at all. */
export function isAbsent(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === "ERR_MODULE_NOT_FOUND" ||
    (code === "MODULE_NOT_FOUND" && String(message).includes("'@tensorflow/"))
  );
}

/** First line of what went wrong. */
function reason(error: unknown): string {
  if (isAbsent(error)) return "not installed";
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0]!.slice(0, 200) || "it cannot be loaded";
}

/** Named arrays in one file, as numpy.savez writes and numpy.load reads them: a zip of .npy files, not compressed. */
import { unzipSync, type Zippable, zipSync } from "fflate";
import { type NpyArray, NpyError, readNpy, writeNpy } from "./npy.js";

export { type NpyArray, NpyError, type NpyValues, writeNpy } from "./npy.js";

/** Names that are the same in Python, in a zip and on any disk. */
const NAME = /^[A-Za-z][\w-]{0,63}$/;
/** Local noon, whatever the zone: zip stores local time, and the same arrays must give the same bytes everywhere. */
const fixedTime = () => new Date(1980, 0, 1, 12);
/** Largest expansion that deflate can reach (RFC 1951: 258 bytes from two bits). */
const MAX_INFLATION = 1032;

/**
 * The bytes of an .npz file; the same arrays in the same order give the same bytes.
 * @throws RangeError for a name that is not an identifier, or a shape that does not fit its values
 */
export function writeNpz(arrays: Readonly<Record<string, NpyArray>>): Uint8Array {
  const files: Zippable = {};
  for (const [name, array] of Object.entries(arrays)) {
    if (!NAME.test(name)) throw new RangeError(`"${name}" as the name of an array`);
    files[`${name}.npy`] = writeNpy(array);
  }
  return zipSync(files, { level: 0, mtime: fixedTime() });
}

/**
 * Read the arrays of an .npz file, compressed or not. Their checksums are not verified: hold what you need
 * against a hash of your own.
 * @param file  what to call it in an error
 * @param only  arrays that are wanted, of whatever numbers another program wrote; all, of our own types, where left out
 * @throws NpyError if it is not a zip of .npy files, or would take more memory than its size can account for
 */
export function readNpz(
  bytes: Uint8Array,
  file = "npz",
  only?: ReadonlySet<string>,
): Record<string, NpyArray> {
  const seen = new Set<string>();
  let compressed = 0;
  // Runs before fflate allocates anything for the entry.
  const filter = (entry: { name: string; size: number; originalSize: number; compression: number }) => {
    const fail = (problem: string) => new NpyError(`${file}: entry "${entry.name.slice(0, 80)}" ${problem}`);
    if (!entry.name.endsWith(".npy") || !NAME.test(entry.name.slice(0, -4)))
      throw fail("is not a named .npy file");
    if (seen.has(entry.name)) throw fail("is there twice");
    seen.add(entry.name);
    compressed += entry.size;
    const most = entry.compression === 0 ? entry.size : entry.size * MAX_INFLATION;
    if (!(compressed <= bytes.length && entry.originalSize <= most)) {
      throw fail(`claims ${entry.originalSize} bytes in a file of ${bytes.length}`);
    }
    return only?.has(entry.name.slice(0, -4)) ?? true;
  };
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof NpyError) throw error;
    throw new NpyError(`${file}: not a whole .npz file (${error instanceof Error ? error.message : error})`);
  }
  return Object.fromEntries(
    Object.entries(entries).map(([name, npy]) => [
      name.slice(0, -4),
      readNpy(npy, `${file}: ${name}`, only !== undefined),
    ]),
  );
}

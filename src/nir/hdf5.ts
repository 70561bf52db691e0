/** Trees of groups and data sets in an HDF5 file, in memory. */
import { NirError } from "./errors.js";

/** Numbers, row-major; a single number has shape []. */
export interface Hdf5Numbers {
  readonly shape: readonly number[];
  readonly values: Float64Array | Float32Array | Int32Array;
}

/** Texts, row-major; a single text is a string instead. */
export interface Hdf5Texts {
  readonly shape: readonly number[];
  readonly texts: readonly string[];
}

export type Hdf5Value = string | Hdf5Numbers | Hdf5Texts;
export type Hdf5Group = ReadonlyMap<string, Hdf5Value | Hdf5Group>;

/** Chosen: more than the weights of a layer of 10,000 by 10,000 neurons. */
const MOST_NUMBERS = 2 ** 27;
/** The first bytes of an HDF5 file. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Arrays of at least that many numbers are compressed. */
const COMPRESSED_FROM = 4096;

type Library = typeof import("h5wasm");
type LibraryGroup = import("h5wasm").Group;
type LibraryDataset = import("h5wasm").Dataset;

async function library(): Promise<Library & { readonly fs: NonNullable<Library["FS"]> }> {
  const loaded = await import("h5wasm");
  const { FS: fs, activate_throwing_error_handler } = await loaded.ready;
  activate_throwing_error_handler();
  return { ...loaded, fs: fs as NonNullable<Library["FS"]> };
}

/**
 * @param name  of the file, for messages
 * @throws NirError where it is no HDF5 file, is damaged, or holds more numbers than are taken
 */
export async function readHdf5(bytes: Uint8Array, name: string): Promise<Hdf5Group> {
  if (!SIGNATURE.every((byte, k) => bytes[k] === byte))
    throw new NirError(`${name}: is no HDF5 file; accepted: a file as nir.write makes it`);
  const h5 = await library();
  const path = "/read.h5";
  h5.fs.writeFile(path, bytes);
  try {
    const file = new h5.File(path, "r");
    try {
      return groupOf(file, h5, name, "");
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof NirError) throw error;
    throw new NirError(`${name}: cannot be read as HDF5 (${firstLine(error)})`);
  } finally {
    h5.fs.unlink(path);
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n").find((line) => line.trim() !== "") ?? "damaged").trim().slice(0, 200);
}

function groupOf(group: LibraryGroup, h5: Library, name: string, path: string): Hdf5Group {
  const found = new Map<string, Hdf5Value | Hdf5Group>();
  if (path.split("/").length > 32) throw new NirError(`${name}: groups lie more than 32 deep at ${path}`);
  for (const key of group.keys()) {
    const entity = group.get(key);
    const at = `${path}/${key}`;
    if (entity instanceof h5.Group) found.set(key, groupOf(entity, h5, name, at));
    else if (entity instanceof h5.Dataset) found.set(key, contentOf(entity, name, at));
  }
  return found;
}

function contentOf(dataset: LibraryDataset, name: string, at: string): Hdf5Value {
  const shape = dataset.shape ?? [];
  const count = shape.reduce((product, n) => product * n, 1);
  if (count > MOST_NUMBERS)
    throw new NirError(`${name}: ${at} has ${count} numbers; accepted: at most ${MOST_NUMBERS}`);
  const { value } = dataset;
  const single = shape.length === 0;
  if (typeof value === "string") return value;
  if (single && (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean"))
    return { shape, values: Float64Array.of(Number(value)) };
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return { shape, texts: value as string[] };
  if (value instanceof Float64Array || value instanceof Float32Array || value instanceof Int32Array)
    return { shape, values: value };
  if (ArrayBuffer.isView(value) || (Array.isArray(value) && value.every((item) => !Array.isArray(item))))
    return { shape, values: Float64Array.from(value as unknown as ArrayLike<number | bigint>, Number) };
  throw new NirError(`${name}: ${at} holds neither numbers nor texts`);
}

/** The bytes of an HDF5 file. Times of writing are in it: the same tree does not give the same bytes. */
export async function writeHdf5(tree: Hdf5Group): Promise<Uint8Array> {
  const h5 = await library();
  const path = "/write.h5";
  const file = new h5.File(path, "w");
  try {
    put(file, tree);
  } finally {
    file.close();
  }
  const bytes = h5.fs.readFile(path) as Uint8Array;
  h5.fs.unlink(path);
  return bytes;
}

function put(group: LibraryGroup, tree: Hdf5Group): void {
  for (const [name, value] of tree) {
    if (value instanceof Map) put(group.create_group(name), value as Hdf5Group);
    else if (typeof value === "string") group.create_dataset({ name, data: value });
    else if ("texts" in value)
      group.create_dataset({ name, data: [...value.texts], shape: [...value.shape], dtype: "S" });
    else putNumbers(group, name, value as Hdf5Numbers);
  }
}

function putNumbers(group: LibraryGroup, name: string, { shape, values }: Hdf5Numbers): void {
  if (shape.length === 0) {
    group.create_dataset({ name, data: values.slice(0, 1), shape: [] });
    return;
  }
  const data = values instanceof Int32Array ? BigInt64Array.from(values, (x) => BigInt(x)) : values;
  const large = values.length >= COMPRESSED_FROM;
  const chunks = [Math.min(shape[0]!, 64), ...shape.slice(1)];
  group.create_dataset({
    name,
    data,
    shape: [...shape],
    ...(large ? { chunks, compression: "gzip", compression_opts: 4 } : {}),
  });
}

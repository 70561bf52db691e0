/** Inputs that an enemy, a broken disk or a tired person might bring, and what must hold for each of them. */
import fc from "fast-check";

/** Seconds that each target is tried for by `npm run fuzz`; else a number of inputs is tried, however busy the machine. */
const SECONDS = process.env.FUZZ_SECONDS;
const SEED = Number(process.env.FUZZ_SEED ?? "1");
/** No input may take longer than this, of computing. Far above what any does, far below a hang. */
const MOST_MS = 5_000;
/** Nor hold on to more memory for arrays than this, bytes: files here are of a few kB. */
const MOST_BYTES = 2 ** 27;

/** Errors that say what is wrong with an input. */
const SAID = new Set([
  "ConfigError",
  "DatasetError",
  "NpyError",
  "CheckpointError",
  "QuantityError",
  "RunFolderError",
  "UsageError",
  "SavedError",
]);

export interface Tally {
  readonly target: string;
  tried: number;
  refused: number;
}

/** Overwritten, cut off, doubled: a file that was valid once. */
export function mutated(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  // Headers are where numbers mean most.
  const place = fc.oneof(fc.nat(Math.min(64, valid.length - 1)), fc.nat(valid.length - 1));
  const value = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255));
  const edits = fc.array(fc.tuple(place, value), { maxLength: 8 });
  const end = fc.oneof(fc.constant(valid.length), fc.nat(valid.length));
  const more = fc.oneof(fc.constant(new Uint8Array(0)), fc.uint8Array({ maxLength: 40 }));
  return fc.tuple(edits, end, more).map(([all, length, tail]) => {
    const bytes = new Uint8Array(length + tail.length);
    bytes.set(valid.subarray(0, length));
    bytes.set(tail, length);
    for (const [at, x] of all) if (at < bytes.length) bytes[at] = x;
    return bytes;
  });
}

const nasty = fc.constantFrom(
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "../../etc/passwd",
  "/etc/passwd",
  "..\\..\\x",
  "\u0000",
  "NaN",
  ".inf",
  "-.inf",
  "1e999",
  "-0",
  "0x10",
  "1_000",
  "null",
  "~",
  "true",
  "&a [*a]",
  "*a",
  "<<",
  "!!js/function x",
  "{",
  "}",
  "[",
  "]",
  ":",
  "- ",
  "? ",
  "|",
  ">",
  "'",
  '"',
  "#",
  "%",
  "\t",
  "9".repeat(400),
  "1".repeat(70),
  "µ",
  "\ud800",
  "extends: x",
  "module: ./x.js",
  "[".repeat(3000),
  "a: ".repeat(200),
  "\u202e",
);

/** Lines of a valid text taken out, doubled, changed, and things put between. */
export function mutatedText(valid: string): fc.Arbitrary<string> {
  const edit = fc.tuple(
    fc.nat(valid.length),
    fc.nat(12),
    fc.oneof(nasty, fc.string({ maxLength: 12 }), fc.string({ unit: "binary", maxLength: 4 })),
  );
  return fc
    .array(edit, { minLength: 1, maxLength: 5 })
    .map((all) =>
      all.reduce((text, [at, drop, put]) => text.slice(0, at) + put + text.slice(at + drop), valid),
    );
}

/** Values that a number, a text, a list or an object may have been made. */
const wrongValues: readonly unknown[] = [
  null,
  true,
  "",
  "x",
  "NaN",
  "9".repeat(400),
  "\u0000\u001b[31m<script>alert(1)</script>",
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  2 ** 32,
  [],
  {},
  [[]],
  [1, 2, 3],
  { $number: "NaN" },
  { $number: "-Infinity" },
  { $array: "nowhere" },
  Array.from({ length: 1000 }, () => 1),
];

interface Edit {
  readonly place: number;
  readonly action: "replace" | "remove" | "add" | "bury";
  readonly value: unknown;
}

/** Values of a JSON document replaced, taken out, put in, or buried in 5000 lists: it stays JSON. */
export function mutatedJson(valid: string): fc.Arbitrary<string> {
  const edit = fc.record<Edit>({
    place: fc.nat(),
    action: fc.constantFrom("replace", "replace", "replace", "remove", "add", "bury"),
    value: fc.constantFrom(...wrongValues),
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => {
    const whole = { whole: JSON.parse(valid) as unknown };
    for (const one of edits) apply(whole, one);
    const text = JSON.stringify(whole.whole) ?? "null";
    // JSON.stringify calls itself for each level; text does not.
    return text.replace(/"buried here"/g, `${"[".repeat(5000)}${"]".repeat(5000)}`);
  });
}

function apply(whole: object, { place, action, value: given }: Edit): void {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown, depth = 0): void => {
    // A value that was put in may itself be nested without end.
    if (typeof node !== "object" || node === null || depth > 40) return;
    const keys = Object.keys(node);
    // Of long lists the first few stand for all.
    for (const key of keys.slice(0, 12)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key], depth + 1);
    }
  };
  walk(whole);
  const chosen = places[place % places.length];
  if (!chosen) return; // everything was taken out before
  const [node, key] = chosen;
  // Its own copy: the same edit twice would make a circle.
  const value = structuredClone(given);
  if (action === "remove") delete node[key];
  else if (action === "replace") node[key] = value;
  else if (action === "bury") node[key] = "buried here";
  else {
    const inner = node[key];
    if (Array.isArray(inner)) inner.push(value);
    else if (typeof inner === "object" && inner !== null)
      Object.defineProperty(inner, "__proto__", {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
}

/**
 * Try a target.
 * @param runs  how many inputs, where no time is given
 * @throws where an input brings down more than itself
 */
export async function attack<T>(
  target: string,
  input: fc.Arbitrary<T>,
  use: (input: T) => unknown,
  runs = 1000,
): Promise<Tally> {
  const tally: Tally = { target, tried: 0, refused: 0 };
  const own = Object.getOwnPropertyNames(Object.prototype).length;
  const property = fc.asyncProperty(input, async (x) => {
    tally.tried++;
    const started = process.cpuUsage();
    const before = process.memoryUsage().arrayBuffers;
    try {
      await use(x);
    } catch (error) {
      if (!(error instanceof Error && SAID.has(error.name) && error.message.length > 0)) throw error;
      tally.refused++;
    }
    const ms = process.cpuUsage(started).user / 1000;
    if (ms > MOST_MS) throw new Error(`took ${ms} ms`);
    // Of this input: what was kept of tens of thousands before is the fuzzer's own.
    const held = process.memoryUsage().arrayBuffers - before;
    if (held > MOST_BYTES) throw new Error(`holds ${held} bytes`);
    if (Object.getOwnPropertyNames(Object.prototype).length !== own)
      throw new Error("Object.prototype was changed");
  });
  await fc.assert(property, {
    seed: SEED,
    ...(SECONDS === undefined
      ? { numRuns: runs }
      : { numRuns: 10_000_000, interruptAfterTimeLimit: 1000 * Number(SECONDS) }),
    markInterruptAsFailure: false,
    endOnFailure: false,
  });
  if (SECONDS !== undefined)
    console.log(`${target}: ${tally.tried} inputs, ${tally.refused} refused with a message, 0 failures`);
  return tally;
}

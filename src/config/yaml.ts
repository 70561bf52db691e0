/**
 * YAML text to plain values, with the place of every key. Stricter than YAML: text keys only, none twice, none that
 * means something to JavaScript's objects; aliases, depth and size are limited, so no document can blow up.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
} from "yaml";
import { ConfigError, type Problem, show } from "./errors.js";
import { join, MAX_BYTES, type Origin, type Plain, type PlainMap, type Sourced } from "./plain.js";
import { Recent } from "./recent.js";
import { scalarProblem } from "./scalars.js";

export * from "./plain.js";

/** Most nodes, aliases followed included. */
const MAX_NODES = 20_000;
const MAX_DEPTH = 32;
/** Tags of what JSON has as well. */
const CORE_TAG = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map))$/;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** Texts whose values are kept, of the characters of which there are at most so many. */
const MOST_KEPT = 48;
const LONGEST_KEPT = 50_000;
const parsed = new Recent<Sourced>(MOST_KEPT);

/**
 * @param file  the name that messages use
 * @param comments  whether there may be any
 * @returns  values that nothing may change: the same text gives the same ones again
 * @throws ConfigError with the line and column of every problem
 */
export function parseYaml(text: string, file: string, comments = true): Sourced {
  if (text.length > LONGEST_KEPT) return read(text, file, comments);
  return parsed.get(`${comments}\n${file}\n${text}`, () => {
    const { value, origins } = read(text, file, comments);
    return { value: frozen(value), origins };
  });
}

function frozen(value: Plain): Plain {
  if (typeof value === "object" && value !== null) for (const item of Object.values(value)) frozen(item);
  Object.freeze(value);
  return value;
}

function read(text: string, file: string, comments: boolean): Sourced {
  if (new TextEncoder().encode(text).length > MAX_BYTES)
    throw new ConfigError(file, [
      { file, path: "", problem: `is larger than ${MAX_BYTES / 1e6} MB; no config needs that` },
    ]);
  const lines = new LineCounter();
  const document = parse(text, file, lines);
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // One broken bracket breaks much of what follows: the first few faults are worth reading.
  const faults = [...document.errors, ...document.warnings].slice(0, 3);
  if (faults.length > 0)
    throw new ConfigError(
      file,
      faults.map((e) => ({ file, path: "", problem: wordsOf(e), ...at(e.pos[0]) })),
    );
  const { version } = document.directives?.yaml ?? {};
  if (version !== undefined && version !== "1.2")
    throw new ConfigError(file, [
      {
        file,
        path: "",
        problem: `is said to be YAML ${version} (%YAML); accepted: YAML 1.2`,
        line: 1,
        column: 1,
      },
    ]);
  if (!comments && hasComment(document))
    throw new ConfigError(file, [
      {
        file,
        path: "",
        problem: `${show(text)} has a comment (#); accepted: a value alone; text with # in quotes`,
      },
    ]);
  const problems: Problem[] = [];
  const origins = new Map<string, Origin>();
  let nodes = 0;

  const convert = (node: Node | null, path: string, depth: number): Plain => {
    if (node === null) {
      if (!origins.has(path)) origins.set(path, { file });
      return null;
    }
    const place = node.range ? at(node.range[0]) : {};
    if (!origins.has(path)) origins.set(path, { file, ...place });
    if (++nodes > MAX_NODES || depth > MAX_DEPTH)
      throw new ConfigError(file, [
        {
          file,
          path,
          problem:
            depth > MAX_DEPTH
              ? `is nested deeper than ${MAX_DEPTH} levels`
              : `has more than ${MAX_NODES} values, aliases included`,
          ...place,
        },
      ]);
    const { tag } = node as { tag?: string };
    if (tag !== undefined && !CORE_TAG.test(tag))
      problems.push({ file, path, problem: `has the tag ${show(tag)}; accepted: none`, ...place });
    if (isAlias(node)) {
      const named = node.resolve(document);
      if (named !== undefined) return convert(named, path, depth + 1);
      const problem = `is an alias of &${node.source}, which is nowhere before it; accepted: the name of an anchor`;
      problems.push({ file, path, problem, ...place });
      return null;
    }
    if (isSeq(node))
      return node.items.map((item, k) => convert(item as Node | null, join(path, k), depth + 1));
    if (isMap(node)) {
      const map: PlainMap = {};
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? key.value : key;
        const keyPlace = (key as Node).range ? at((key as Node).range![0]) : place;
        if (typeof name !== "string" || name === "" || FORBIDDEN.has(name)) {
          problems.push({
            file,
            path: typeof name === "string" ? join(path, name) : path,
            problem: `${show(typeof name === "object" ? "a key that is not text" : name)} cannot be a key`,
            ...keyPlace,
          });
          continue;
        }
        if (name === "<<" && (key as Scalar).type === "PLAIN")
          problems.push({
            file,
            path: join(path, name),
            problem: "is a merge key of YAML 1.1, which YAML 1.2 has no more; accepted: the keys themselves",
            ...keyPlace,
          });
        if (Object.hasOwn(map, name))
          problems.push({ file, path: join(path, name), problem: "is there twice", ...keyPlace });
        origins.set(join(path, name), { file, ...keyPlace });
        map[name] = convert(value as Node | null, join(path, name), depth + 1);
      }
      return map;
    }
    const { value, source, type } = node as Scalar;
    const wrong = type === "PLAIN" ? scalarProblem(source ?? "", value) : undefined;
    if (wrong !== undefined) problems.push({ file, path, problem: wrong, ...place });
    if (
      value === null ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean"
    )
      return value === 0 ? 0 : value;
    problems.push({
      file,
      path,
      problem: `${show(value)} is neither text, number, list nor mapping`,
      ...place,
    });
    return null;
  };
  const value = convert(document.contents as Node | null, "", 0);
  if (problems.length > 0) throw new ConfigError(file, problems);
  return { value, origins };
}

function hasComment(document: Document.Parsed): boolean {
  let found = Boolean(document.comment || document.commentBefore);
  visit(document, (_, node) => {
    const { comment, commentBefore } = (node ?? {}) as {
      comment?: string | null;
      commentBefore?: string | null;
    };
    found ||= Boolean(comment || commentBefore);
  });
  return found;
}

/** The parser's words without its own way of giving the place; it runs out of stack on absurd nesting. */
function wordsOf({ message, code }: YAMLError): string {
  if (code === "MULTIPLE_DOCS")
    return "a second document begins here, after a line with --- or ...; accepted: one document a file";
  return message.includes("call stack")
    ? `is not valid YAML: it is nested deeper than ${MAX_DEPTH} levels`
    : `is not valid YAML: ${message.split(/ at line|\n/)[0]!}`;
}

/**
 * Most brackets open at once, indicators in a row and steps of indentation that the parser is shown. It descends by
 * recursion and cannot be trusted to survive the end of its stack.
 */
const MAX_OPEN = 8 * MAX_DEPTH;

/** Whether a text might nest beyond what the parser can take; brackets in quotes count as well. */
function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 91 || c === 123) open++;
    else if ((c === 93 || c === 125) && open > 0) open--;
    if (open > MAX_OPEN) return true;
  }
  const indents: number[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const indent = line.length - line.trimStart().length;
    if (indent === line.length) continue;
    while (indents.length > 0 && indents.at(-1)! >= indent) indents.pop();
    indents.push(indent);
    if (indents.length > MAX_OPEN) return true;
    let indicators = 0;
    for (let at = indent; at < line.length && INDICATORS.has(line[at]!); at++)
      if (line[at]!.trim() !== "" && ++indicators > MAX_OPEN) return true;
  }
  return false;
}

/** Those that may follow each other on one line, each a level deeper, and what may stand between. */
const INDICATORS = new Set(["-", "?", ":", " ", "\t"]);

function parse(text: string, file: string, lineCounter: LineCounter) {
  if (nestsTooDeep(text))
    throw new ConfigError(file, [{ file, path: "", problem: `is nested deeper than ${MAX_DEPTH} levels` }]);
  try {
    return parseDocument(text, {
      lineCounter,
      // The parser would compare each key with each: that is done below, in linear time.
      uniqueKeys: false,
      prettyErrors: false,
      // "silent" would also be silent about a second document, which is not read.
      logLevel: "error",
      stringKeys: false,
    });
  } catch (error) {
    // Thousands of brackets exhaust the parser's stack: the only way it throws instead of collecting errors.
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(file, [{ file, path: "", problem: `is nested deeper than ${MAX_DEPTH} levels` }]);
  }
}

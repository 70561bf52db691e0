/** What every figure of a report must be, whichever plot drew it: readable without seeing, well-formed, of finite numbers. */
import type { ReportFigure } from "./model.js";

/** Elements that have no end. */
const VOID = new Set(["img", "br", "hr"]);
/** What numbers that are none look like in an attribute. */
const NO_NUMBER = /NaN|Infinity|undefined|null/;
/** Attributes of words. */
const WORDS = new Set(["aria-label", "alt", "class", "id", "title"]);

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly kind: "open" | "close" | "whole";
  /** Text from the tag's end to the next tag. */
  readonly text: string;
}

/** In words, each way in which a figure cannot be shown as it is; empty if it can. */
export function figureProblems({ id, title, body, caption }: ReportFigure): string[] {
  const problems = new Set<string>();
  if (!/^[a-z][\w-]*$/.test(id)) problems.add(`id "${id}" is no anchor`);
  if (title.trim() === "") problems.add("has no title");
  if (caption.text.replace(/<[^>]*>/g, "").trim() === "") problems.add("has no caption");
  for (const [part, { text }] of Object.entries({ body, caption }))
    for (const problem of markupProblems(text)) problems.add(`${part}: ${problem}`);
  if (!/<(?:svg|img|table)\b/.test(body.text)) problems.add("shows neither a picture nor a table");
  return [...problems];
}

/** Whether a text is one svg element and nothing else. */
export function isOneSvg(markup: string): boolean {
  const tags = tagsOf(markup);
  if (typeof tags === "string" || tags[0]?.name !== "svg") return false;
  let depth = 0;
  const ends = tags.flatMap(({ kind }, k) => {
    depth += { open: 1, close: -1, whole: 0 }[kind];
    return depth === 0 ? [k] : [];
  });
  return ends.length === 1 && markup.trim().startsWith("<svg") && markup.trim().endsWith(">");
}

function markupProblems(markup: string): string[] {
  const tags = tagsOf(markup);
  if (typeof tags === "string") return [tags];
  const problems = [...balance(tags), ...tags.flatMap(attributeProblems)];
  for (const [k, tag] of tags.entries()) {
    const alone = tag.kind !== "close" && !insideSvg(tags, k);
    if (alone && tag.name === "svg" && !isNamed(tags, k) && !isKey(tags, k))
      problems.push("an svg says not what it shows");
    if (alone && tag.name === "img" && !tag.attributes.get("alt")) problems.push("an img has no alt");
  }
  return problems;
}

/** All tags in order, or what is wrong with one. */
function tagsOf(markup: string): Tag[] | string {
  const tags: Tag[] = [];
  const pattern = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>([^<]*)/g;
  let at = markup.indexOf("<");
  while (at >= 0 && at < markup.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(markup);
    if (!found || found.index !== at)
      return `is not well-formed at ${JSON.stringify(markup.slice(at, at + 40))}`;
    const [whole, slash, name, written, end, text] = found;
    const pairs = [...written!.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)];
    tags.push({
      name: name!,
      attributes: new Map(pairs.map(([, key, value = ""]) => [key!, value])),
      kind: slash ? "close" : end || VOID.has(name!) ? "whole" : "open",
      text: text!,
    });
    at += whole.length;
  }
  return tags;
}

/** Every element ends where it must. */
function balance(tags: readonly Tag[]): string[] {
  const open: string[] = [];
  for (const { name, kind } of tags) {
    if (kind === "open") open.push(name);
    if (kind === "close" && open.pop() !== name) return [`</${name}> ends what is not open`];
  }
  return open.length > 0 ? [`<${open.at(-1)}> has no end`] : [];
}

function attributeProblems({ name, attributes }: Tag): string[] {
  const problems = name === "script" ? ["has a script"] : [];
  for (const [key, value] of attributes) {
    if (key.startsWith("on")) problems.push(`${name} has a script in ${key}`);
    if (!WORDS.has(key) && NO_NUMBER.test(value))
      problems.push(`${key} of ${name} is "${value.slice(0, 60)}"`);
    const elsewhere =
      (key === "href" || key === "src" || key === "xlink:href") && !/^(?:#|data:image\/)/.test(value);
    if (elsewhere) problems.push(`${name} takes ${value.slice(0, 60)} from elsewhere`);
  }
  return problems;
}

function insideSvg(tags: readonly Tag[], k: number): boolean {
  let depth = 0;
  for (const { name, kind } of tags.slice(0, k))
    if (name === "svg") depth += { open: 1, close: -1, whole: 0 }[kind];
  return depth > 0;
}

/** A colour's sample beside a picture: its name is the word after it. */
function isKey(tags: readonly Tag[], k: number): boolean {
  const hidden = tags[k]!.attributes.get("aria-hidden") === "true";
  return hidden && tags.some((tag, l) => tag.name === "svg" && tag.kind === "open" && isNamed(tags, l));
}

/** A picture's name: its label, or a title as its first child. */
function isNamed(tags: readonly Tag[], k: number): boolean {
  const [svg, first] = [tags[k]!, tags[k + 1]];
  if (svg.attributes.get("role") !== "img") return false;
  return Boolean(svg.attributes.get("aria-label")) || (first?.name === "title" && first.text.trim() !== "");
}

/** What is printed to: how wide it is, and whether it shows colours. */

/** Columns of a text that goes into a file or a pipe. */
const PIPED = 80;
/** A terminal may say that it has none. */
const NARROWEST = 40;

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns">;
type Environment = Readonly<Record<string, string | undefined>>;

/** Columns of the terminal; of a pipe those that COLUMNS gives, or 80. */
export function widthOf(stream: Stream = process.stdout, env: Environment = process.env): number {
  const own = stream.isTTY ? stream.columns : undefined;
  const given = Number(env.COLUMNS);
  const width = own || (Number.isInteger(given) && given > 0 ? given : PIPED);
  return Math.max(NARROWEST, width);
}

/** Columns that a line may take: in a pipe any number, for there a line is what programs look for. */
export function lineWidth(stream: Stream = process.stdout, env: Environment = process.env): number {
  return stream.isTTY || env.COLUMNS ? widthOf(stream, env) : Number.POSITIVE_INFINITY;
}

/** Whether escapes for colours are wanted: FORCE_COLOR decides, then NO_COLOR (no-color.org), then the terminal. */
export function isColoured(stream: Stream, env: Environment = process.env): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return Boolean(stream.isTTY) && env.TERM !== "dumb";
}

/** SGR codes that begin and end each, from the 16 colours that every theme of a terminal has. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof CODES;

/** `text` in a style, where the stream shows it. */
export function styled(text: string, style: Style, stream: Stream = process.stdout): string {
  if (!isColoured(stream)) return text;
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Text in lines of at most `width` columns, broken at spaces; a longer word stays whole. */
export function wrapped(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((w) => w !== "")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  if (line !== "") lines.push(indent + line);
  return lines.join("\n");
}

/**
 * A line each: what it is, and how much or in which words, which go on below themselves where a terminal is too narrow.
 * @param first  columns of what it is
 */
export function pairLines(
  rows: readonly (readonly [what: string, text: string])[],
  first: number,
  width = lineWidth(),
): string {
  const lines = rows.map(([what, text]) => {
    const label = what.padEnd(first);
    const room = width - label.length - 1;
    const short = label.length + 1 + text.length <= width || room < 20;
    const rest = short ? text : wrapped(text, room).replaceAll("\n", `\n${" ".repeat(label.length + 1)}`);
    return `${styled(label, "bold")} ${rest}`;
  });
  return `${lines.join("\n")}\n`;
}

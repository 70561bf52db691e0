/** Configs of all runs, small enough to be sent at once: single values by dotted path, what all have in common once. */

export interface Configs {
  readonly common: Readonly<Record<string, string>>;
  /** By `group` of a row. */
  readonly own: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** @param configs  values by path, by group */
export function packed(configs: ReadonlyMap<string, Readonly<Record<string, string>>>): Configs {
  const [first = {}, ...others] = configs.values();
  const common = Object.fromEntries(
    Object.entries(first).filter(([path, value]) => others.every((other) => other[path] === value)),
  );
  const own = [...configs].map(([group, config]) => [
    group,
    Object.fromEntries(Object.entries(config).filter(([path]) => !Object.hasOwn(common, path))),
  ]);
  return { common, own: Object.fromEntries(own) };
}

/** @returns  undefined where the config has no such value, or is not known */
export function configValue({ common, own }: Configs, group: string, path: string): string | undefined {
  if (!Object.hasOwn(own, group)) return undefined;
  const config = own[group]!;
  if (Object.hasOwn(config, path)) return config[path];
  return Object.hasOwn(common, path) ? common[path] : undefined;
}

/** Paths that a key means: itself, or those that end with it after a dot. */
export function pathsNamed({ common, own }: Configs, key: string): string[] {
  const all = new Set([common, ...Object.values(own)].flatMap((config) => Object.keys(config)));
  return all.has(key) ? [key] : [...all].filter((path) => path.endsWith(`.${key}`));
}

const LINE = /^( *)(- +)?(?:("(?:[^"\\]|\\.)*"|'[^']*'|[^\s:"'#-][^:#]*?):)(?: +(.*))?$/;

/**
 * Single values of a config as the program writes it, by dotted path; lists and long texts are left out. A thousand are read in the time in
 * which a reader of all YAML would read twenty.
 */
export function configValues(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const above: { readonly indent: number; readonly path: string }[] = [];
  /** Deeper lines than this are of a list or of a text of several lines. */
  let skipped = Infinity;
  let last: { readonly indent: number; readonly path: string } | undefined;
  for (const line of text.split("\n")) {
    const indent = line.search(/\S/);
    if (indent < 0 || indent > skipped) continue;
    if (last && indent > last.indent) {
      delete values[last.path];
      skipped = last.indent;
      last = undefined;
      continue;
    }
    last = undefined;
    skipped = Infinity;
    const [, , item, key, value = ""] = LINE.exec(line) ?? [];
    if (item !== undefined || line.trimStart().startsWith("-")) {
      skipped = indent;
      continue;
    }
    if (key === undefined) continue;
    while (above.length > 0 && above.at(-1)!.indent >= indent) above.pop();
    const before = above.at(-1)?.path;
    const path = before === undefined ? plain(key) : `${before}.${plain(key)}`;
    if (value === "") above.push({ indent, path });
    else if (/^[>|[{]/.test(value)) skipped = indent;
    else {
      values[path] = plain(value);
      last = { indent, path };
    }
  }
  return values;
}

/** A scalar without its quotes. */
function plain(text: string): string {
  if (text.startsWith('"') && text.endsWith('"')) {
    try {
      return String(JSON.parse(text));
    } catch {
      return text.slice(1, -1);
    }
  }
  return text.startsWith("'") && text.endsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text;
}

/** What a run of a sweep was computed from besides its config: with other data, modules or code it is another result. */
export interface Origin {
  /** sha256 of the data set as its reader counts it; null for runs without one. */
  readonly dataHash: string | null;
  /** sha256 of the files of the user's modules, by absolute path: what counts is how they lie to each other. */
  readonly modules: Readonly<Record<string, string>>;
  readonly program: {
    /** Version of spikion. */
    readonly spikion: string;
    /** Of the checkout; null outside one. Says where to look: what counts is the code. */
    readonly commit: string | null;
    /** sha256 of the program's own files. */
    readonly code: string;
  };
}

/** What differs between two origins, in words; empty where a run of now would give the same. */
export function changes(was: Origin, now: Origin): string[] {
  const modules = changedModules(was.modules, now.modules);
  return [
    ...(was.dataHash === now.dataHash ? [] : ["data"]),
    ...(was.program.code === now.program.code && was.program.spikion === now.program.spikion
      ? []
      : [program(was, now)]),
    ...modules.map((path) => `module ${path}`),
  ];
}

/** The same files in another folder are the same. */
function changedModules(was: Origin["modules"], now: Origin["modules"]): string[] {
  const paths = [...new Set([...Object.keys(was), ...Object.keys(now)])].sort();
  const changed = paths.filter((path) => was[path] !== now[path]);
  return changed.length > 0 && sameBelow(was, now) ? [] : changed;
}

function sameBelow(was: Origin["modules"], now: Origin["modules"]): boolean {
  const below = (modules: Origin["modules"]) => {
    const files = Object.entries(modules).map(([path, hash]) => ({ parts: path.split(/[\\/]/), hash }));
    const first = files[0]?.parts.slice(0, -1) ?? [];
    const common = first.findIndex((part, k) => files.some(({ parts }) => parts[k] !== part));
    const from = common < 0 ? first.length : common;
    return JSON.stringify(files.map(({ parts, hash }) => [parts.slice(from).join("/"), hash]).sort());
  };
  return below(was) === below(now);
}

function program({ program: was }: Origin, { program: now }: Origin): string {
  const named = ({ spikion, commit }: Origin["program"]) =>
    `spikion ${spikion}${commit === null ? "" : ` at ${commit.slice(0, 10)}`}`;
  const [before, after] = [named(was), named(now)];
  return before === after ? `program (${after} with changed code)` : `program (${before}, now ${after})`;
}

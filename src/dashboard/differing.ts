/** What tells configs from one another. */

/** A path with its value in each config; undefined where one does not have it. */
export interface DifferingPath {
  readonly path: string;
  readonly values: readonly (string | undefined)[];
}

/** Paths whose values are not the same in all configs, in the order in which they are met. */
export function differing(configs: readonly Readonly<Record<string, string>>[]): DifferingPath[] {
  const paths = new Set(configs.flatMap((config) => Object.keys(config)));
  return [...paths].flatMap((path) => {
    const values = configs.map((config) => (Object.hasOwn(config, path) ? config[path] : undefined));
    return values.every((value) => value === values[0]) ? [] : [{ path, values }];
  });
}

/** State factors that a document names by CSV files, put in their place. */
import { formatQuantity } from "../core/units.js";
import type { Files } from "../platform/files.js";
import { readColumns } from "./columns-file.js";
import type { Column } from "./csv-table.js";
import { ConfigError } from "./errors.js";
import { inlined, problemsAt } from "./inline.js";
import { folderFor } from "./locate.js";
import { isPlainMap, join, type Plain, type PlainMap, type Sourced } from "./yaml.js";

const SIDES = { plus: "f_plus", minus: "f_minus" } as const;
const CONDUCTANCE: Column = { accepted: "conductances in S, 0 or more", fits: (x) => x >= 0 };
const FACTOR: Column = { accepted: "factors, 0 or more", fits: (x) => x >= 0 };

/**
 * `stateFactor: f.csv` has the columns conductance_S and f_plus, f_minus or both; `{plus: f.csv}` the columns
 * conductance_S, factor.
 * @throws ConfigError with what is wrong with the files
 */
export function inlineFactors(files: Files, document: Sourced<PlainMap>): Sourced<PlainMap> {
  return inlined(
    document,
    (at, key, path) => {
      const item = at[key];
      if (key !== "stateFactor" || !/(^|\.)params$/.test(path.slice(0, -key.length - 1))) return false;
      const read = (name: string, where: string, wanted: Readonly<Record<string, Column>>) => {
        const file = files.resolve(folderFor(files, document.origins, where, name), name);
        return readColumns(files, { file }, wanted);
      };
      if (isFile(item))
        at[key] = both(
          item,
          read(item, path, { conductance_S: CONDUCTANCE, f_plus: FACTOR, f_minus: FACTOR }),
        );
      else if (isPlainMap(item))
        for (const side of Object.keys(SIDES)) {
          const name = item[side];
          if (!isFile(name)) continue;
          const { columns } = read(name, join(path, side), { conductance_S: CONDUCTANCE, factor: FACTOR });
          item[side] = rows(name, columns, "factor");
        }
      return true;
    },
    (error, path) => problemsAt(error, document, path),
  );
}

function isFile(item: Plain | undefined): item is string {
  return typeof item === "string" && /\.(csv|npz)$/i.test(item);
}

type Numbers = Readonly<Record<string, ArrayLike<number>>>;

function both(
  name: string,
  { columns, name: shown }: { readonly columns: Numbers; readonly name: string },
): PlainMap {
  const sides = Object.entries(SIDES).filter(([, column]) => columns[column] !== undefined);
  if (sides.length === 0) missing(shown, "f_plus or f_minus (or both)");
  return Object.fromEntries(sides.map(([side, column]) => [side, rows(name, columns, column, shown)]));
}

function rows(name: string, columns: Numbers, factor: string, shown = name): PlainMap {
  const { conductance_S: g, [factor]: f } = columns;
  if (!g || !f) return missing(shown, `conductance_S and ${factor}`);
  return {
    file: name,
    conductance: Array.from(g, (x) => formatQuantity(x, "S", "exact")),
    factor: Array.from(f),
  };
}

function missing(file: string, columns: string): never {
  throw new ConfigError(file, [{ file, path: "row 1", problem: `lacks columns; accepted: ${columns}` }]);
}

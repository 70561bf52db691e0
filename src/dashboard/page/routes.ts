/** What of the page is seen, in its address: behind "#", so that it works without a server. */
export type Route =
  | { readonly page: "runs"; readonly params: URLSearchParams }
  | { readonly page: "run" | "sweep"; readonly id: string }
  | { readonly page: "compare"; readonly ids: readonly string[] };

export const linkTo = {
  run: (id: string) => `#/run/${encodeURIComponent(id)}`,
  sweep: (id: string) => `#/sweep/${encodeURIComponent(id)}`,
  compare: (ids: readonly string[]) => `#/compare/${ids.map(encodeURIComponent).join(",")}`,
};

export function routeOf(hash: string): Route {
  const [, page = "", rest = ""] = /^#\/(run|sweep|compare)\/(.*)$/.exec(hash) ?? [];
  if (page === "run" || page === "sweep") return { page, id: decoded(rest) };
  if (page === "compare") return { page, ids: rest.split(",").map(decoded) };
  return { page: "runs", params: new URLSearchParams(hash.split("?")[1] ?? "") };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

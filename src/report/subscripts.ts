/** Signs of the field with their index below the line: V_pre, t_post, G_max. */

/** A letter, and what stands below it. */
const SIGN =
  /(?<![\w.])(Δ?[VGCEIQRTeft]|α|β|τ|θ|Δ)_(pre|post|third|gate|min|max|inf|oc|mem|ref|th|G|m|0)(?![\w.]*[\w(])/g;

/** A text in parts: what stands on the line, its last letter a sign, and what stands below that; "" for nothing. */
export function subscriptParts(text: string): { readonly plain: string; readonly below: string }[] {
  const parts: { plain: string; below: string }[] = [];
  let at = 0;
  for (const { index, 0: whole, 1: sign = "", 2: below = "" } of text.matchAll(SIGN)) {
    parts.push({ plain: text.slice(at, index) + sign, below });
    at = index + whole.length;
  }
  return at < text.length || parts.length === 0 ? [...parts, { plain: text.slice(at), below: "" }] : parts;
}

/** Elements whose words are kept as they are: the user's own, or a program's. */
const KEPT = /<(code|pre|style|title|svg|h1|option)\b[\s\S]*?<\/\1>|<(?:"[^"]*"|[^">])*>/g;

/** A page's words with their signs set properly; what is code, or within a tag, stays. */
export function withSubscripts(page: string): string {
  let text = "";
  let at = 0;
  const signs = (part: string) =>
    subscriptParts(part)
      .map(({ plain, below }) => (below === "" ? plain : `${plain}<sub>${below}</sub>`))
      .join("");
  for (const kept of page.matchAll(KEPT)) {
    text += signs(page.slice(at, kept.index)) + kept[0];
    at = kept.index + kept[0].length;
  }
  return text + signs(page.slice(at));
}

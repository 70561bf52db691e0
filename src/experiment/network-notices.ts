/** What a network's wiring makes of its sizes that a user may not expect, in words: told before a run, and by `check`. */
import { endsOf, ruleOf } from "../network/build.js";
import type { NetworkSpec } from "../network/spec.js";

export function networkNotices(spec: object): string[] {
  const { network } = spec as { readonly network?: NetworkSpec };
  return (network?.projections ?? []).flatMap((projection) => {
    const { model, values } = ruleOf(projection);
    const text = model.notice?.(values, endsOf(projection, network!));
    return text === undefined ? [] : [`projections.${projection.name}.rule: ${text}`];
  });
}

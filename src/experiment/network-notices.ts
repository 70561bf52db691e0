/** What a network's wiring makes of its sizes that a user may not expect, in words: told before a run, and by `check`. */
import { grouped } from "../core/written.js";
import type { TileUse } from "../crossbar/tiles.js";
import { buildNetwork, endsOf, ruleOf } from "../network/build.js";
import type { NetworkSpec } from "../network/spec.js";
import { masterStream } from "../seed.js";

export function networkNotices(spec: object): string[] {
  const { network, seed = "" } = spec as { readonly network?: NetworkSpec; readonly seed?: string };
  const ofRules = (network?.projections ?? []).flatMap((projection) => {
    const { model, values } = ruleOf(projection);
    const text = model.notice?.(values, endsOf(projection, network!));
    return text === undefined ? [] : [`projections.${projection.name}.rule: ${text}`];
  });
  return network ? [...ofRules, ...tileNotices(network, seed)] : ofRules;
}

/** Which synapses there are shows when the network is built. */
function tileNotices(network: NetworkSpec, seed: string): string[] {
  const tiled = network.projections.filter(({ synapse }) => synapse?.tiled);
  if (tiled.length === 0) return [];
  const alone = { ...network, projections: tiled };
  return buildNetwork(alone, masterStream(seed, "network")).projections.map(
    ({ name, crossbar }) => `projections.${name}: ${tileText(crossbar!.tiles!)}`,
  );
}

function tileText({ rows, columns, tiles, synapses, utilisation, halfSelected }: TileUse): string {
  const share = `${(100 * utilisation).toPrecision(3)} %`;
  return `${grouped(synapses)} synapses lie on ${grouped(tiles)} tiles of ${rows} x ${columns} crosspoints and use ${share} of them; V_pre or V_post alone reaches ${grouped(halfSelected)} crosspoints without a synapse`;
}

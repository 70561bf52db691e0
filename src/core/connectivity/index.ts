import type { Csr } from "./csr.js";
import type { Dense } from "./dense.js";
import type { Uniform } from "./model.js";

export { type Csr, csr, csrOfRows } from "./csr.js";
export { type Dense, dense, paddedStride } from "./dense.js";
export type { Positioned, Uniform } from "./model.js";
export { each, packed, packedSingle, unpack } from "./packed.js";

/** What a connection rule makes. */
export type Connectivity = Dense | Csr | Uniform;
/** Of synapses that own values. */
export type Wiring = Dense | Csr;

export { type Csr, csr, csrOfColumns, csrOfRows } from "./csr.js";
export { type Dense, dense, paddedStride } from "./dense.js";
export type { Connectivity, Wiring } from "./forms.js";
export { type Lists, listsOf } from "./lists.js";
export type { Positioned, Split, Uniform } from "./model.js";
export { each, packed, packedSingle, unpack } from "./packed.js";
export { splitRows, wholeRows } from "./split.js";
export { positioned, uniform } from "./uniform.js";

export { si } from "../fields/quantity.js";

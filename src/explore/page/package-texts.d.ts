/** Config files of the package, by their paths in it; the build puts them here. */
declare module "package-texts" {
  export const PACKAGE_TEXTS: Readonly<Record<string, string>>;
}

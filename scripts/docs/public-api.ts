/**
 * What the package exports and what its declarations say of it: every export of the entries, and every member of what is
 * exported, with its comment. Read from dist/*.d.ts by the compiler, so that it is what a user's editor shows.
 */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript-5.9";

/** One thing that a user of the package can name. */
export interface ApiEntry {
  /** `Engine.run`, `Param.unit`. */
  readonly name: string;
  /** Kind of the declaration, as the compiler calls it. */
  readonly kind: string;
  /** The comment's text without its tags; empty where there is none. */
  readonly text: string;
  /** Names of the tags, such as "param", "returns". */
  readonly tags: readonly string[];
  /** Declaration file, relative to the package, and line from 1. */
  readonly file: string;
  readonly line: number;
}

/** Entries of the package, as `exports` of package.json names their declarations. */
const ENTRIES = ["dist/index.d.ts", "dist/core/index.d.ts", "dist/browser.d.ts"];

/** @param root  folder of the built package @returns each declared thing once, in the order of the entries */
export function publicApi(root: string): ApiEntry[] {
  const program = ts.createProgram(
    ENTRIES.map((path) => join(root, path)),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      noLib: true,
      types: [],
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  const found = new Map<ts.Symbol, ApiEntry>();

  const add = (symbol: ts.Symbol, name: string): void => {
    const declaration = symbol.declarations?.[0];
    if (declaration === undefined || found.has(symbol)) return;
    const source = declaration.getSourceFile();
    // What the language itself declares is not ours to describe.
    if (source.fileName.includes("node_modules")) return;
    found.set(symbol, {
      name,
      kind: ts.SyntaxKind[declaration.kind],
      text: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
      tags: symbol.getJsDocTags(checker).map((tag) => tag.name),
      file: relative(root, source.fileName),
      line: source.getLineAndCharacterOfPosition(declaration.getStart()).line + 1,
    });
    for (const one of symbol.declarations!) membersOf(one, name);
  };

  const membersOf = (node: ts.Node, name: string): void => {
    if (ts.isTypeAliasDeclaration(node)) literals(node.type, name);
    else if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeLiteralNode(node))
      for (const member of node.members) addMember(member, name);
    if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node))
      for (const { expression } of node.heritageClauses?.flatMap(({ types }) => [...types]) ?? [])
        inherited(expression, name);
  };

  /** Members that come from a type which may itself not be exported. */
  const inherited = (base: ts.Expression, name: string): void => {
    const symbol = checker.getSymbolAtLocation(base);
    const of = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const one of of?.declarations ?? [])
      if (!one.getSourceFile().fileName.includes("node_modules")) membersOf(one, name);
  };

  const addMember = (member: ts.TypeElement | ts.ClassElement, name: string): void => {
    if (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return;
    if (member.name === undefined || ts.isPrivateIdentifier(member.name)) return;
    const symbol = checker.getSymbolAtLocation(member.name);
    if (symbol === undefined) return;
    add(symbol, `${name}.${member.name.getText()}`);
    if (ts.isPropertySignature(member) && member.type)
      literals(member.type, `${name}.${member.name.getText()}`);
  };

  /** Members of objects that are written out within a type. */
  const literals = (type: ts.Node, name: string): void => {
    if (ts.isTypeLiteralNode(type)) membersOf(type, name);
    else if (!ts.isFunctionTypeNode(type)) ts.forEachChild(type, (child) => literals(child, name));
  };

  for (const path of ENTRIES) {
    const source = program.getSourceFile(join(root, path));
    if (source === undefined) throw new Error(`${path} is not built: npm run build`);
    for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(source)!)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      add(symbol, exported.name);
    }
  }
  return [...found.values()];
}

/** Functions that return something must say what; others and all else need a sentence. */
export function lacks({ text, tags, kind }: ApiEntry): string | undefined {
  if (text !== "") return undefined;
  // A function may be wholly described by what it returns.
  return kind.startsWith("Function") && tags.includes("returns") ? undefined : "has no description";
}

/**
 * Functions and methods whose own text throws, and whose comment does not say when.
 * @param root  folder of the project, with its sources
 */
export function untoldThrows(root: string, entries: readonly ApiEntry[]): string[] {
  const untold: string[] = [];
  const silent = entries.filter(
    ({ kind, tags }) => /^(Function|Method)Declaration$/.test(kind) && !tags.includes("throws"),
  );
  for (const file of new Set(silent.map(({ file }) => file))) {
    const path = join(root, file.replace(/^dist/, "src").replace(/\.d\.ts$/, ".ts"));
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ESNext, true);
    const visit = (node: ts.Node, within: string): void => {
      if (ts.isClassDeclaration(node)) ts.forEachChild(node, (child) => visit(child, `${node.name!.text}.`));
      else if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name && node.body) {
        const name = `${within}${node.name.getText()}`;
        if (silent.some((entry) => entry.file === file && entry.name === name) && throws(node.body))
          untold.push(name);
      } else ts.forEachChild(node, (child) => visit(child, within));
    };
    visit(source, "");
  }
  return untold;
}

/** Whether a body throws itself, and not only in functions that it makes. */
function throws(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return true;
  return !ts.isFunctionLike(node) && (ts.forEachChild(node, (child) => throws(child) || undefined) ?? false);
}

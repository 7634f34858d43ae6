/** The parsers' WebAssembly, compiled already; one that is missing is compiled by who needs it. */
export interface CompiledParsers {
  readonly ruff?: WebAssembly.Module
  readonly treeSitter?: WebAssembly.Module
  readonly python?: WebAssembly.Module
}

/** The files that are compiled, as `require.resolve` finds them. */
export const PARSER_FILES: Readonly<Record<keyof CompiledParsers, string>> = {
  ruff: '@astral-sh/ruff-wasm-nodejs/ruff_wasm_bg.wasm',
  treeSitter: 'web-tree-sitter/web-tree-sitter.wasm',
  python: 'tree-sitter-python/tree-sitter-python.wasm',
}

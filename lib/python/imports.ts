import type { ImportRecord } from './record'
import { child, childOfType, type SyntaxNode, type SyntaxTree, textOf } from './syntax'
import type { Index, Place } from './walk'

export function readImports(index: Index): ImportRecord[] {
  return index
    .of('import_statement', 'import_from_statement', 'future_import_statement')
    .flatMap(({ node, place }) => readImport(index.tree, node, place))
}

function readImport(tree: SyntaxTree, node: SyntaxNode, place: Place): ImportRecord[] {
  const circumstances = {
    line: node.line,
    optional: place.optional,
    typeChecking: place.typeChecking,
    local: place.function !== null,
  }
  const named = node.children.filter((next) => next.field === 'name').map((next) => readName(tree, next))
  if (node.type === 'import_statement') {
    return named.map(({ name, as }) => ({ module: name, level: 0, names: [], ...(as ? { as } : {}), ...circumstances }))
  }
  const from = child(node, 'module_name')
  const written = node.type === 'future_import_statement' ? '__future__' : from ? compact(tree, from) : ''
  const level = /^\.*/.exec(written)?.[0].length ?? 0
  const names = childOfType(node, 'wildcard_import') ? [{ name: '*' }] : named
  return [{ module: written.slice(level), level, names, ...circumstances }]
}

function readName(tree: SyntaxTree, node: SyntaxNode): { name: string; as?: string } {
  if (node.type !== 'aliased_import') return { name: compact(tree, node) }
  const name = child(node, 'name')
  const alias = child(node, 'alias')
  return { name: name ? compact(tree, name) : '', ...(alias ? { as: textOf(tree, alias) } : {}) }
}

function compact(tree: SyntaxTree, node: SyntaxNode): string {
  return textOf(tree, node).replace(/\s+/g, '')
}

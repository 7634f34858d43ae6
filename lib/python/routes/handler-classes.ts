import type { RouteRecord } from '../record'
import type { RouteInput } from '../routes'
import { child, descendants, type SyntaxNode, textOf } from '../syntax'
import { plainText } from '../values'
import { nameOf } from '../walk'

/** `do_GET` of a handler for http.server: one route for each path that it compares, or one that takes all. */
export function handlerClassRoutes({ index, resolver }: RouteInput): RouteRecord[] {
  return index.of('class_definition').flatMap(({ node, place }) => {
    const bases = (child(node, 'superclasses')?.children ?? []).map((base) => resolver.resolve(base, place.scope) ?? '')
    if (!bases.some((base) => /(^|\.)(Base|Simple|CGI)HTTPRequestHandler$/.test(base))) return []
    const name = `${place.prefix}${nameOf(index.tree, node)}`
    return (child(node, 'body')?.children ?? []).flatMap((method) => {
      const verb = method.type === 'function_definition' ? /^do_([A-Z]+)$/.exec(nameOf(index.tree, method))?.[1] : null
      if (!verb) return []
      const paths = comparedPaths(method)
      const route = { framework: 'http.server', methods: [verb], handler: `${name}.do_${verb}`, on: name }
      const places = paths.length === 0 ? [{ path: null, line: method.line }] : paths
      return places.map(({ path, line }) => ({ ...route, path, line }))
    })
  })

  function comparedPaths(method: SyntaxNode): { path: string; line: number }[] {
    const found: { path: string; line: number }[] = []
    for (const node of descendants(method)) {
      if (node.type !== 'comparison_operator' && node.type !== 'call' && node.type !== 'case_clause') continue
      const text = textOf(index.tree, node).slice(0, 300)
      if (node.type !== 'case_clause' && !/\bpath\b/.test(text)) continue
      if (node.type === 'call' && !/path\.startswith\(/.test(text)) continue
      if (node.type === 'case_clause' && !/^case\s*["']\//.test(text)) continue
      for (const part of descendants(node, (inner) => inner.type !== 'block')) {
        const path = part.type === 'string' ? plainText(index.tree, part) : null
        if (path?.startsWith('/')) found.push({ path: path.slice(0, 300), line: part.line })
      }
    }
    return found.slice(0, 50)
  }
}

import { perText } from '../per-text'
import type { RouteRecord } from '../record'
import type { RouteInput } from '../routes'
import { child, type SyntaxNode } from '../syntax'
import { plainText } from '../values'
import { handlerName, keywordArgument, positional, routePath } from './path'

const PATTERNS = /^django\.(urls|conf\.urls)(\.\w+)*\.(path|re_path|url)$/
const INCLUDE = /^django\.(urls|conf\.urls)(\.\w+)*\.include$/

const isPattern = perText((callee) => PATTERNS.test(callee))

/** `path('users/', views.users)` and `path('api/', include('api.urls'))`, the latter as framework `django-include`. */
export function djangoRoutes({ index, resolver }: RouteInput): RouteRecord[] {
  return index.of('call').flatMap(({ node, place }) => {
    const called = child(node, 'function')
    const list = child(node, 'arguments')
    if (!called || !list) return []
    const callee = resolver.resolve(called, place.scope)
    if (callee === null || !isPattern(callee)) return []
    const [first = null, second = null] = positional(list)
    const target = keywordArgument(index.tree, list, 'view') ?? second
    const included = target && includedModule(target)
    const path = routePath(index.tree, keywordArgument(index.tree, list, 'route', 'regex') ?? first, place.scope)
    return [
      {
        framework: included ? 'django-include' : 'django',
        methods: [],
        path,
        line: node.line,
        handler: included
          ? (plainText(index.tree, included) ?? handlerName(index.tree, included))
          : handlerName(index.tree, target),
        on: 'urlpatterns',
      },
    ]

    function includedModule(view: SyntaxNode): SyntaxNode | null {
      const function_ = view.type === 'call' ? child(view, 'function') : null
      if (!function_ || !INCLUDE.test(resolver.resolve(function_, place.scope) ?? '')) return null
      const argument = positional(child(view, 'arguments'))[0] ?? null
      return argument?.type === 'tuple' ? (argument.children[0] ?? argument) : argument
    }
  })
}

import type { RouteRecord, Value } from '@/lib/python/record'
import type { PythonModule } from '../facts'
import { perModule } from '../per-module'

const VIEW = /^pyramid\.view\.view_config$/
const DEFAULTS = /^pyramid\.view\.view_defaults$/

interface PyramidViews {
  /** Views of a module by what decorates or adds them, each with the path of its route. */
  inModule(module: PythonModule): readonly RouteRecord[]
  /** The route is told by the views that answer it. */
  isViewed(module: PythonModule, route: RouteRecord): boolean
}

/** Pyramid names a route in one place and the view that answers it in another. */
export function pyramidViews(modules: readonly PythonModule[]): PyramidViews {
  const paths = new Map<string, string | null>()
  const names = new Map<string, string>()
  for (const module of modules) {
    const lines = new Map(
      module.record.routes.flatMap((route) => (route.framework === 'pyramid' ? [[route.line, route] as const] : [])),
    )
    if (lines.size === 0) continue
    for (const { callee, line, args } of module.record.calls) {
      const name = args[0]
      if (!lines.has(line) || !callee.endsWith('.add_route') || name?.kind !== 'string') continue
      paths.set(name.value, lines.get(line)?.path ?? null)
      names.set(`${module.path}:${line}`, name.value)
    }
  }
  const viewed = new Set(modules.flatMap((module) => viewsOf(module).map(({ name }) => name)))
  return {
    inModule: (module) =>
      viewsOf(module).flatMap(({ name, ...view }) =>
        paths.has(name) ? [{ ...view, path: paths.get(name) ?? null }] : [],
      ),
    isViewed: (module, { line, framework }) =>
      framework === 'pyramid' && viewed.has(names.get(`${module.path}:${line}`) ?? ''),
  }
}

interface View extends RouteRecord {
  /** Of the route that it answers. */
  readonly name: string
}

const viewsOf = perModule(({ record }: PythonModule): readonly View[] => {
  const defaults = new Map(
    record.classes.map(({ name, decorators }) => [name, decorators.find((each) => DEFAULTS.test(each.name))?.keywords]),
  )
  const decorated = [
    ...record.functions.map(({ qualifiedName, decorators }) => ({ handler: qualifiedName, decorators })),
    ...record.classes.map(({ name, decorators }) => ({ handler: name, decorators })),
  ].flatMap(({ handler, decorators }) =>
    decorators
      .filter(({ name }) => VIEW.test(name))
      .flatMap(({ keywords, line }) =>
        view(line, handler, { ...defaults.get(handler.split('.')[0] ?? ''), ...keywords }),
      ),
  )
  const added = record.calls.flatMap(({ callee, args, keywords, line }) => {
    if (!callee.endsWith('.add_view')) return []
    const given = keywords.view ?? args[0]
    return view(line, given?.kind === 'name' ? (given.written ?? given.value) : null, keywords)
  })
  return [...decorated, ...added]
})

function view(line: number, handler: string | null, keywords: Readonly<Record<string, Value>>): View[] {
  const name = keywords.route_name
  if (name?.kind !== 'string') return []
  const methods = texts(keywords.request_method).map((method) => method.toUpperCase())
  return [{ framework: 'pyramid', methods, path: null, line, handler, on: null, name: name.value }]
}

function texts(value: Value | undefined): readonly string[] {
  if (value?.kind === 'string') return [value.value]
  return value?.kind === 'list' ? value.items.flatMap(texts) : []
}

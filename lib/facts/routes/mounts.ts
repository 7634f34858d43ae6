import type { CallRecord, Value } from '@/lib/python/record'
import type { PythonModule } from '../facts'
import type { ObjectFinder, ObjectKey } from './objects'

/** One object's routes answer below a prefix of another's. A computed prefix is `{...}`. */
export interface Mount {
  readonly child: ObjectKey
  readonly parent: ObjectKey
  readonly prefix: string
  /** The prefix given here replaces the child's own (Flask). */
  readonly replaces: boolean
}

const OWN_PREFIX: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\.)APIRouter$/, ['prefix']],
  [/(?:^|\.)(?:Blueprint|APIBlueprint)$/, ['url_prefix']],
  [/(?:^|\.)(?:Namespace)$/, ['path']],
  [/^flask_rest(?:x|plus|ful)(?:\.\w+)*\.Api$/, ['prefix']],
  [/^litestar(?:\.\w+)*\.Router$/, ['path']],
  [/^robyn(?:\.\w+)*\.SubRouter$/, ['prefix']],
]

/** Prefixes that routers are made with: `APIRouter(prefix='/users')`. */
export function ownPrefixes(modules: readonly PythonModule[]): ReadonlyMap<ObjectKey, string> {
  const found = new Map<ObjectKey, string>()
  for (const { path, record } of modules) {
    for (const { target, value } of record.assignments) {
      if (value.kind !== 'call') continue
      const names = OWN_PREFIX.find(([callee]) => callee.test(value.callee))?.[1]
      const prefix = names?.map((name) => value.keywords[name]).find((each) => each !== undefined)
      if (prefix) found.set(`${path}::${target}`, pathText(prefix))
    }
  }
  return found
}

/** Calls and Django's includes that hang one object's routes below another's. */
export function findMounts(modules: readonly PythonModule[], finder: ObjectFinder): readonly Mount[] {
  return modules.flatMap((module) => [
    ...module.record.calls.flatMap((call) => fromCall(module, call, finder)),
    ...fromDjango(module, finder),
  ])
}

function fromCall({ path }: PythonModule, call: CallRecord, finder: ObjectFinder): Mount[] {
  const at = call.written.lastIndexOf('.')
  const method = call.written.slice(at + 1)
  if (at < 0 || !METHODS.has(method)) return []
  const { child, prefix, replaces } = readArguments(method, call)
  if (!child) return []
  const parent = finder.key(path, call.written.slice(0, at))
  return names(child).map((name) => ({
    child: finder.key(path, name),
    parent,
    prefix: prefix ? pathText(prefix) : '',
    replaces: replaces && prefix !== undefined,
  }))
}

const METHODS = new Set([
  'include_router',
  'register_blueprint',
  'blueprint',
  'mount',
  'add_namespace',
  'add_router',
  'add_subapp',
  'nest',
  'include',
])

function readArguments(
  method: string,
  { args, keywords }: CallRecord,
): { child: Value | undefined; prefix: Value | undefined; replaces: boolean } {
  const [first, second] = args
  if (method === 'mount' || method === 'add_subapp' || method === 'add_router') {
    const child = second ?? keywords.app ?? keywords.router
    const isPath =
      first !== undefined && ['string', 'fstring', 'name', 'other'].includes(first.kind) && child !== undefined
    return { child: child ?? first, prefix: keywords.prefix ?? (isPath ? first : undefined), replaces: false }
  }
  return {
    child: first ?? keywords.router ?? keywords.blueprint,
    prefix:
      keywords.prefix ?? keywords.url_prefix ?? keywords.path ?? (method === 'add_namespace' ? second : undefined),
    replaces: method === 'register_blueprint' || method === 'blueprint',
  }
}

/** Names of objects in an argument: a name, or the names of a list. */
function names(value: Value): string[] {
  if (value.kind === 'name') return [value.written ?? value.value]
  return value.kind === 'list' ? value.items.flatMap(names) : []
}

function fromDjango({ path, record }: PythonModule, finder: ObjectFinder): Mount[] {
  return record.routes.flatMap(({ framework, path: prefix, handler, on }) => {
    const child = djangoChild(framework, handler, path, finder)
    return child
      ? [{ child, parent: `${path}::${on ?? 'urlpatterns'}`, prefix: prefix ?? '{...}', replaces: false }]
      : []
  })
}

/** What `include('shop.urls')`, `include(router.urls)` or `path('api/', api.urls)` hang in; null when it is not of this repository. */
export function djangoChild(
  framework: string,
  handler: string | null,
  path: string,
  finder: ObjectFinder,
): ObjectKey | null {
  if (handler === null || (framework !== 'django-include' && !/\.urls$/.test(handler))) return null
  const located = finder.locate(handler, path)
  if (located && located.rest.length === 0) return `${located.path}::urlpatterns`
  const name = handler.replace(/\.urls$/, '')
  return finder.knows(path, name) ? finder.key(path, name) : null
}

/** A literal path, or `{...}` for one that is computed. */
function pathText(value: Value): string {
  if (value.kind === 'string' || value.kind === 'fstring') return value.value
  return value.kind === 'none' ? '' : '{...}'
}

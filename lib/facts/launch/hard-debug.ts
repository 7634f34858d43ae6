import type { Evidence, PythonFact, PythonModule } from '../facts'

const DJANGO = 'DJANGO_SETTINGS_MODULE'
const MAX_DEPTH = 5
/** Applications that take debugging as an argument of their own. */
const APPLICATION =
  /^(?:fastapi\.FastAPI|starlette\.applications\.Starlette|litestar\.Litestar|aiohttp\.web\.Application|tornado\.web\.Application)$/

/** Where what a command loads switches debugging on for good: Django's settings, or the application's own argument. */
export type HardDebugFinder = (entry: string | null, env: Readonly<Record<string, string>>) => Evidence | null

export function hardDebugFinder(python: PythonFact): HardDebugFinder {
  const modules = new Map(python.modules.map((module) => [module.path, module]))
  return (entry, env) => {
    const module = entry === null ? undefined : modules.get(entry)
    if (!module) return null
    const call = module.record.calls.find(
      ({ callee, keywords }) =>
        APPLICATION.test(callee) && keywords.debug?.kind === 'bool' && keywords.debug.value === true,
    )
    if (call) return { path: module.path, line: call.line, note: 'The application is made with debug=True.' }
    const named = env[DJANGO] ?? settingsOf(module)
    const settings = named ? python.resolve(named, module.path) : null
    return settings ? debugIn(settings, modules) : null
  }
}

/** `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')` of a wsgi.py or asgi.py. */
function settingsOf({ record }: PythonModule): string | null {
  for (const { callee, args } of record.calls) {
    const [name, value] = args
    if (callee !== 'os.environ.setdefault' || name?.kind !== 'string' || name.value !== DJANGO) continue
    return value?.kind === 'string' ? value.value : null
  }
  return null
}

/** Only when nothing later in the file, or in one that it includes, may say otherwise. */
function debugIn(path: string, modules: ReadonlyMap<string, PythonModule>, depth = 0): Evidence | null {
  const module = modules.get(path)
  if (!module || depth > MAX_DEPTH) return null
  const { assignments, imports } = module.record
  const set = assignments.filter(({ target, scope }) => target === 'DEBUG' && scope === 'module')
  const last = set.at(-1)
  const stars = imports.filter(({ names }) => names.some(({ name }) => name === '*'))
  if (last) {
    const isHard = set.every(({ value }) => value.kind === 'bool' && value.value)
    if (!isHard || stars.some(({ line }) => line > last.line)) return null
    return { path, line: last.line, note: 'The settings that it loads have DEBUG = True.' }
  }
  const [only, ...others] = stars
  if (!only || others.length > 0) return null
  const base = module.imports.find((target) => lastName(target) === only.module.split('.').at(-1))
  return base ? debugIn(base, modules, depth + 1) : null
}

/** `shop/settings/base.py` and `base/__init__.py` as `base`. */
function lastName(path: string): string {
  return (
    path
      .replace(/(?:\/__init__)?\.py$/, '')
      .split('/')
      .at(-1) ?? ''
  )
}

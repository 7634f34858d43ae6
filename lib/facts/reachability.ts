import type { Value } from '@/lib/python/record'
import type { Facts, PythonModule } from './facts'
import { inFolder } from './paths'
import { perModule } from './per-module'

const ENTRY_NAMES =
  /(?:^|\/)(?:__main__|__init__|main|app|application|wsgi|asgi|manage|server|run|start|worker|celery|tasks|settings|config|conf|urls|admin|apps|models|signals|middleware|gunicorn.*|conftest|handler|lambda_function|function_app|bot|cli|env)\.py$/
const DYNAMIC_LOADERS =
  /^(?:importlib\.import_module|importlib\.util\.spec_from_file_location|importlib\.machinery\.SourceFileLoader|imp\.load_(?:source|module)|runpy\.run_(?:path|module)|__import__|pkgutil\.(?:iter_modules|walk_packages)|pydoc\.locate|importlib\.metadata\.entry_points|pkg_resources\.iter_entry_points|stevedore\..*|venusian\..*)$|(?:^|\.)(?:import_string|find_modules|load_extensions?|load_plugins)$/
const FRAMEWORKS_THAT_LOAD_BY_NAME = ['django', 'airflow', 'scrapy', 'odoo', 'homeassistant', 'frappe', 'ansible']
const CONFIGURATION_FILE =
  /(?:^|\/)(?:(?:[^/]+\.)?(?:Docker|Container)file[^/]*|Procfile|Makefile|justfile|[^/]+\.(?:toml|cfg|ini|ya?ml|sh|conf|json|service|bat|ps1|txt|md|rst))$/i

/**
 * Application modules that nothing reaches. Told only where the repository's loading can be understood: not in a package
 * made for others to import, not with dynamic loading, and never for more than a fifth of the code, because then it is our
 * understanding of its entry points that falls short.
 */
export function findUnreachable(
  application: readonly PythonModule[],
  all: readonly PythonModule[],
  facts: Facts,
  resolve: (dotted: string, from: string) => string | null,
): readonly PythonModule[] {
  if (loadsByName(application)) return []
  const own = (name: string) => inFolder(facts.project.path, name)
  const packaged =
    facts.files.has(own('setup.py')) ||
    facts.files.has(own('setup.cfg')) ||
    /^\[build-system\]/m.test(facts.files.text(own('pyproject.toml')) ?? '')
  if (packaged) return []
  const configuration = configurationText(facts)
  const entries = new Set(application.filter((module) => isEntry(module, configuration)).map((module) => module.path))
  const named = new Map(all.map((module) => [module.path, namedInText(module, resolve)]))
  let alive = new Set(all.map((module) => module.path))
  for (let round = 0; round < 20; round++) {
    const imported = new Set(
      all
        .filter((module) => alive.has(module.path))
        .flatMap(({ path, imports }) => [...imports, ...(named.get(path) ?? [])]),
    )
    const next = new Set(
      all
        .filter(({ path, role }) => role !== 'application' || entries.has(path) || imported.has(path))
        .map(({ path }) => path),
    )
    if (next.size === alive.size) break
    alive = next
  }
  const dead = application.filter((module) => !alive.has(module.path))
  const lines = (modules: readonly PythonModule[]) => modules.reduce((sum, module) => sum + module.record.codeLines, 0)
  return lines(dead) <= lines(application) * 0.2 ? dead : []
}

function loadsByName(modules: readonly PythonModule[]): boolean {
  return modules.some(
    ({ record }) =>
      record.calls.some((call) => DYNAMIC_LOADERS.test(call.callee)) ||
      record.imports.some(({ module }) => FRAMEWORKS_THAT_LOAD_BY_NAME.includes(module.split('.')[0] ?? '')),
  )
}

/** Modules that a text names: `from_object('shop.production')`, `include('shop.urls')`. */
function namedInText(
  module: PythonModule,
  resolve: (dotted: string, from: string) => string | null,
): readonly string[] {
  return dottedTexts(module).flatMap((text) => resolve(text, module.path) ?? [])
}

const dottedTexts = perModule(({ record }: PythonModule): readonly string[] => {
  const found = new Set<string>()
  const look = (value: Value | undefined): void => {
    if (value?.kind === 'string') {
      const text = value.value.length < 200 ? value.value.replace(':', '.') : ''
      if (text.includes('.') && /^[a-z_]\w*(?:\.\w+){1,8}$/i.test(text)) found.add(text)
    } else if (value?.kind === 'list') for (const item of value.items) look(item)
    else if (value?.kind === 'dict') for (const entry of value.entries) look(entry.value)
  }
  for (const { args, keywords } of record.calls) {
    for (const value of args) look(value)
    for (const value of Object.values(keywords)) look(value)
  }
  for (const { value } of record.assignments) look(value)
  return [...found]
})

function isEntry({ path, name, record }: PythonModule, configuration: string): boolean {
  if (record.mainGuard !== null || ENTRY_NAMES.test(path) || record.codeLines < 3) return true
  const isScript = !path.includes('/') && record.calls.some((call) => call.scope === null)
  return isScript || configuration.includes(name) || configuration.includes(path.slice(path.lastIndexOf('/') + 1))
}

function configurationText(facts: Facts): string {
  let text = ''
  for (const { path, role } of facts.files.all) {
    if (role === 'vendored' || !CONFIGURATION_FILE.test(path) || text.length > 4_000_000) continue
    text += `${facts.files.text(path) ?? ''}\n`
  }
  return text
}

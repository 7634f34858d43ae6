import type { CallRecord, Value } from '@/lib/python/record'
import type { EnvironmentFact, Evidence, Facts, PythonModule } from '../facts'
import { lineAt } from '../text'

const LOADER =
  /^(?:configparser\.\w+\(\)\.read(?:_file)?|tomllib\.load|toml\.load|tomli\.load|yaml\.(?:safe_load|load|full_load)|json\.load|(?:flask\.Flask\(\)|\w+)\.config\.from_(?:pyfile|envvar|file|json)|pyramid\.config\.Configurator|confuse\.\w+|tornado\.options\.parse_config_file)$/
const ABOUT_SETTINGS = /conf|setting/i
const OPTION = /^--?(?:\w+-)?conf(?:ig)?(?:[-_]?(?:file|path))?$/
const SAMPLE =
  /(?:conf|settings)(?:(?!conf|settings)[\w.-])*[._-](?:example|sample|template|dist)(?:\.\w+)?$(?<=(?:^|\/)[\w.-]*)|(?:^|\/)(?:example|sample|template)[._-](?:(?!conf|settings)[\w.-])*(?:conf|settings)[\w.-]*\.\w+$/i

/** Files outside of the code that settings are loaded from, and where a person learns what to put into them. */
export function configurationFiles({ python, files }: Pick<Facts, 'python' | 'files'>): EnvironmentFact['files'] {
  const own = ownModules(python, files)
  const loads = [...own.map(({ evidence }) => evidence), ...python.application.flatMap(loadsIn)]
  if (loads.length === 0) return { loads, documented: null }
  const option = python.application.some(({ record }) => record.calls.some(isOption))
  return {
    loads,
    documented:
      sampleIn(files) ??
      explanation(
        option,
        own.map(({ file }) => file),
        files,
      ),
  }
}

function loadsIn({ path, record }: PythonModule): Evidence[] {
  if (path.endsWith('.ipynb')) return []
  return record.calls
    .filter(
      (call) =>
        LOADER.test(call.callee) &&
        (/config|confuse|Configurator/i.test(call.callee) ||
          ABOUT_SETTINGS.test(`${path} ${call.scope ?? ''} ${call.args.map(textOf).join(' ')}`)),
    )
    .slice(0, 1)
    .map(({ callee, line }) => ({ path, line, note: `${callee} reads a configuration file.` }))
}

/** `import config`, where `config.py` is for each installation to write: git ignores it. */
function ownModules({ application }: Facts['python'], files: Facts['files']): { file: string; evidence: Evidence }[] {
  const found = new Map<string, { file: string; evidence: Evidence }>()
  for (const { path, record } of application) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    for (const { module, level, line } of record.imports) {
      const file = `${module}.py`
      if (level > 0 || found.has(file) || !/^(?:\w{1,40}_)?(?:config|settings|credentials|conf)$/.test(module)) continue
      if (files.has(folder + file) || files.has(`${folder}${module}/__init__.py`) || !files.ignoredByGit(folder + file))
        continue
      found.set(file, { file, evidence: { path, line, note: `${file} holds the configuration; git ignores it.` } })
    }
  }
  return [...found.values()]
}

function textOf(value: Value): string {
  if (value.kind === 'name' || value.kind === 'string' || value.kind === 'fstring') return value.value
  if (value.kind === 'call') return `${value.callee} ${value.args.map(textOf).join(' ')}`
  return value.kind === 'other' ? value.text : ''
}

/** `add_argument('--config')`, `click.option('--config-file')`. */
function isOption({ callee, args }: CallRecord): boolean {
  return (
    /(?:add_argument|[oO]ption)$/.test(callee) && args.some((arg) => arg.kind === 'string' && OPTION.test(arg.value))
  )
}

function sampleIn(files: Facts['files']): Evidence | null {
  const found = files.all.find(({ path, role }) => role !== 'vendored' && role !== 'test' && SAMPLE.test(path))
  return found ? { path: found.path, note: 'A sample of the configuration file.' } : null
}

/** A page that shows the option, or names a configuration file that is not in the repository. */
function explanation(option: boolean, own: readonly string[], files: Facts['files']): Evidence | null {
  const names = new Set(files.all.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)))
  for (const { path, role } of files.all) {
    if (!/\.(?:md|rst|txt)$/i.test(path) || role === 'vendored' || role === 'test') continue
    const text = files.text(path)?.slice(0, 200_000) ?? ''
    const shown = option ? text.search(/(?:^|\s|`)--?(?:\w+-)?conf(?:ig)?(?:[-_]?(?:file|path))?[\s=`]/m) : -1
    if (shown >= 0) return { path, line: lineAt(text, shown + 1), note: 'Shows how to name the configuration file.' }
    for (const match of text.matchAll(
      /\b[\w-]{0,40}(?:conf|settings|credentials)[\w-]{0,40}\.(?:ya?ml|toml|ini|cfg|json|conf|py)\b/gi,
    )) {
      if (!names.has(match[0]) || own.includes(match[0]))
        return { path, line: lineAt(text, match.index), note: `Tells of ${match[0]}.` }
    }
  }
  return null
}

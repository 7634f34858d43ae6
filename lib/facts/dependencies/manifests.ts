import { isTable, valueAt } from '../document'
import type { DependencyScope, FileEntry, FilesFact, PythonFact } from '../facts'
import { baseName } from '../paths'
import { parseToml } from '../toml'
import { compiledFormat } from './lock-requirements'
import { readCondaEnvironment, readPipfile, readPixi, readScriptMetadata } from './other-manifests'
import { readPyproject } from './pyproject'
import { type ManifestReading, scopeOf } from './reading'
import { parseRequirements } from './requirements'
import { readSetupCfg } from './setup-cfg'
import { readSetupPy } from './setup-py'

const REQUIREMENTS =
  /(?:^|\/)(?:(?=[\w.-]+\.(?:txt|in|pip)$)[\w.-]*requirement|(?:requirements?\/[\w.-]+|deps\/[\w.-]+|constraints[\w.-]*)\.(?:txt|in|pip)$)/i

/** What these list, the application does not need. */
const BENCHMARKS = /(?:^|\/)bench(?:mark)?s?\//i

/** `environment-gpu.yml`, and any YAML of a folder for environments, which is one when it lists dependencies. */
const CONDA =
  /(?:^|\/)(?:conda[_-])?env(?:ironment)?s?(?:[._-][\w.-]+)?\.ya?ml$|(?:^|\/)(?:conda|env(?:ironment)?s?)\/(?:[\w.-]+\/)?[\w.-]+\.ya?ml$/i

/** Every manifest among the files, each with what it declares. */
export function readManifests(
  candidates: readonly FileEntry[],
  files: FilesFact,
  python: PythonFact,
): readonly ManifestReading[] {
  const modules = new Map(python.modules.map((module) => [module.path, module]))
  return candidates.flatMap(({ path }) => {
    const name = baseName(path)
    const text = () => files.text(path) ?? ''
    if (name === 'pyproject.toml') return pyproject(path, text())
    if (name === 'setup.cfg') return readSetupCfg(path, text()) ?? []
    if (name === 'setup.py') {
      const module = modules.get(path)
      return (module && readSetupPy(module, files)) ?? []
    }
    if (name === 'Pipfile') return readPipfile(path, text())
    if (name === 'pixi.toml') return readPixi(path, parseToml(text()))
    if (CONDA.test(path)) return readCondaEnvironment(path, text()) ?? []
    if (REQUIREMENTS.test(path)) return requirements(path, text(), files)
    const header = modules.get(path)?.record.header
    return header?.includes('/// script') ? (readScriptMetadata(path, text()) ?? []) : []
  })
}

function pyproject(path: string, text: string): ManifestReading[] {
  const document = parseToml(text)
  const reading = readPyproject(path, document)
  const pixi = isTable(valueAt(document.value, 'tool', 'pixi')) ? [readPixi(path, document, ['tool', 'pixi'])] : []
  const empty = reading.declared.length === 0 && !reading.package && !reading.buildBackend && !reading.manifest.error
  return empty && pixi.length === 0 ? [] : [...(empty ? [] : [reading]), ...pixi]
}

/** A compiled file is a lock; its entries are declarations only where the source of the compilation is not there. */
function requirements(path: string, text: string, files: FilesFact): ManifestReading[] {
  const format = compiledFormat(text)
  const source = path.replace(/\.txt$/, '.in')
  if (format !== null && (files.has(source) || files.has('pyproject.toml') || files.has('setup.py'))) return []
  const parsed = parseRequirements(path, text)
  if (/^constraints/i.test(baseName(path))) return []
  const scope: DependencyScope =
    scopeOf(baseName(path).replace(/\.\w+$/, '')) ?? (BENCHMARKS.test(path) ? 'dev' : 'runtime')
  const constraints = new Map(
    parsed.includes
      .filter((include) => include.constraint)
      .flatMap((include) => parseRequirements(include.path, files.text(include.path) ?? '').lines)
      .map((line) => [line.name, line]),
  )
  return [
    {
      manifest: { path, format: 'requirements', tool: format === null && !path.endsWith('.in') ? null : 'pip-tools' },
      declared: parsed.lines.map(({ name, specifier, pinned, line }) => ({
        name,
        specifier: specifier === '' ? (constraints.get(name)?.specifier ?? '') : specifier,
        pinned: pinned || (constraints.get(name)?.pinned ?? false),
        scope,
        path,
        line,
      })),
    },
  ]
}

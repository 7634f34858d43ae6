import type { Dependency, DependencyScope } from '../facts'
import { type IniDocument, parseIni } from '../ini'
import { type ManifestReading, scopeOf } from './reading'
import { normaliseName, parseRequirement } from './requirement'

/** Reads `[metadata]` and `[options]` of setup.cfg; null when it describes no package. */
export function readSetupCfg(path: string, text: string): ManifestReading | null {
  const document = parseIni(text)
  const name = document.items('metadata', 'name')[0]
  const requires = document.items('options', 'install_requires')
  const extras = extrasOf(path, document)
  if (!name && requires.length === 0 && extras.length === 0) return null
  const requiresPython = document.items('options', 'python_requires')[0]?.text ?? null
  return {
    manifest: { path, format: 'setup.cfg', tool: 'setuptools' },
    declared: [
      ...requirements(path, document, 'options', 'install_requires', 'runtime'),
      ...requirements(path, document, 'options', 'setup_requires', 'build'),
      ...requirements(path, document, 'options', 'tests_require', 'test'),
      ...extras,
    ],
    package: name ? { name: normaliseName(name.text), path, line: name.line, requiresPython } : null,
    scripts: document.items('options.entry_points', 'console_scripts').flatMap(({ text: entry, line }) => {
      const [script, target] = entry.split('=').map((part) => part.trim())
      return script && target ? [{ name: script, target, path, line }] : []
    }),
    buildBackend: name ? { name: 'setuptools', path, line: name.line } : null,
    dynamic: requires.some(({ text: entry }) => entry.startsWith('file:')),
  }
}

function extrasOf(path: string, document: IniDocument): Dependency[] {
  const extras = document.value
  if (typeof extras !== 'object' || extras === null || !('options.extras_require' in extras)) return []
  const section = extras['options.extras_require']
  return Object.keys(typeof section === 'object' && section !== null ? section : {}).flatMap((extra) =>
    requirements(path, document, 'options.extras_require', extra, scopeOf(extra) ?? 'optional'),
  )
}

function requirements(
  path: string,
  document: IniDocument,
  section: string,
  key: string,
  scope: DependencyScope,
): Dependency[] {
  return document.items(section, key).flatMap(({ text, line }) =>
    (text.includes(';') ? [text] : text.split(/,(?=\s*[A-Za-z])/)).flatMap((part) => {
      const requirement = parseRequirement(part)
      if (!requirement) return []
      const { name, specifier, pinned } = requirement
      return [{ name, specifier, pinned, scope, path, line }]
    }),
  )
}

import type { CallRecord, Value } from '@/lib/python/record'
import type { Dependency, DependencyScope, FilesFact, PythonModule } from '../facts'
import { type ManifestReading, scopeOf } from './reading'
import { normaliseName, parseRequirement } from './requirement'

/** Reads the `setup()` call of a setup.py from its module record: literal lists, and names assigned in the module. */
export function readSetupPy(module: PythonModule, files: FilesFact): ManifestReading | null {
  const call = module.record.calls.find(({ callee }) => /(?:^|\.)setup$/.test(callee) && !/^self\./.test(callee))
  if (!call) return null
  const { path } = module
  const lines = (files.text(path) ?? '').split('\n')
  const lineOf = (text: string) =>
    lines.findIndex((line, at) => line.includes(text) && !/^\s*#/.test(lines[at] ?? '')) + 1
  const resolve = (value: Value | undefined) => resolveName(module, value)
  const listed = (value: Value | undefined, scope: DependencyScope): Dependency[] =>
    strings(resolve(value), resolve).flatMap((text) => {
      const requirement = parseRequirement(text)
      if (!requirement) return []
      const { name, specifier, pinned } = requirement
      return [{ name, specifier, pinned, scope, path, line: lineOf(text) || call.line }]
    })
  const requires = call.keywords.install_requires ?? call.keywords.requires
  const extras = resolve(call.keywords.extras_require)
  const name = stringOf(resolve(call.keywords.name))
  return {
    manifest: { path, format: 'setup.py', tool: 'setuptools' },
    declared: [
      ...listed(requires, 'runtime'),
      ...listed(call.keywords.setup_requires, 'build'),
      ...listed(call.keywords.tests_require, 'test'),
      ...(extras?.kind === 'dict' ? extras.entries : []).flatMap(({ key, value }) =>
        listed(value, scopeOf(stringOf(key) ?? '') ?? 'optional'),
      ),
    ],
    package: name ? { name: normaliseName(name), path, line: call.line, requiresPython: pythonOf(call) } : null,
    scripts: scriptsOf(path, call, resolve),
    buildBackend: { name: 'setuptools', path, line: call.line },
    dynamic: requires !== undefined && resolve(requires)?.kind !== 'list',
  }
}

function pythonOf(call: CallRecord): string | null {
  return stringOf(call.keywords.python_requires) ?? null
}

function scriptsOf(
  path: string,
  call: CallRecord,
  resolve: (value: Value | undefined) => Value | undefined,
): NonNullable<ManifestReading['scripts']> {
  const points = resolve(call.keywords.entry_points)
  if (points?.kind !== 'dict') return []
  const group = points.entries.find(({ key }) => stringOf(key) === 'console_scripts')
  return strings(resolve(group?.value), resolve).flatMap((entry) => {
    const [name, target] = entry.split('=').map((part) => part.trim())
    return name && target ? [{ name, target, path, line: call.line }] : []
  })
}

function resolveName(module: PythonModule, value: Value | undefined): Value | undefined {
  if (value?.kind !== 'name') return value
  return (
    module.record.assignments.find(({ target, scope }) => target === value.value && scope === 'module')?.value ?? value
  )
}

function strings(value: Value | undefined, resolve: (value: Value | undefined) => Value | undefined): string[] {
  if (value?.kind === 'string') return value.value.split('\n').filter((line) => line.trim() !== '')
  if (value?.kind !== 'list') return []
  return value.items.flatMap((item) => {
    const resolved = resolve(item)
    return resolved?.kind === 'string' || resolved?.kind === 'fstring' ? [resolved.value] : []
  })
}

function stringOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' ? value.value : undefined
}

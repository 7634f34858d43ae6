import type { Dependency, Evidence, Facts, LockFile } from '@/lib/facts/facts'
import { baseName } from '@/lib/facts/paths'

const ORDER: Readonly<Record<LockFile['freshness'], number>> = { matches: 0, unknown: 1, stale: 2 }

/** Locks of development tools alone. */
const ASIDE =
  /(?:^|[_.-])(?:dev\w*|lint\w*|ci|build|typ(?:ing|es|echeck)|mypy|check\w*|format\w*|coverage|template|local|style)(?=[_.-])|(?<=^|[\w.-])(?:tests?|docs?)(?=[_.-])/i

function rank({ path }: LockFile): number {
  return /prod|base|main|runtime|app|default/.test(baseName(path)) ? 0 : 1
}

/**
 * What the application needs to run, each distribution once. Of the manifests that `counts` holds for, where these
 * declare anything.
 */
export function runtimeOf(
  { dependencies }: Pick<Facts, 'dependencies'>,
  counts: (path: string) => boolean = () => true,
): readonly Dependency[] {
  const runtime = dependencies.declared.filter(({ scope }) => scope === 'runtime')
  const counted = runtime.filter(({ path }) => counts(path))
  const seen = new Map<string, Dependency>()
  for (const dependency of counted.length > 0 ? counted : runtime) {
    const known = seen.get(dependency.name)
    if (!known || (!known.pinned && dependency.pinned) || known.specifier === '') seen.set(dependency.name, dependency)
  }
  return [...seen.values()]
}

/** The lock that counts: not one of development tools alone, the nearest to the root, a fresh one before a stale one. */
export function bestLock({ dependencies }: Pick<Facts, 'dependencies'>): LockFile | null {
  const locks = dependencies.locks.filter(({ path, packages }) => packages > 0 && !ASIDE.test(baseName(path)))
  const depth = (path: string) => path.split('/').length
  const nearest = locks.reduce((least, { path }) => Math.min(least, depth(path)), Number.POSITIVE_INFINITY)
  const candidates = locks.filter(({ path }) => depth(path) === nearest)
  return (
    candidates.sort(
      (a, b) => ORDER[a.freshness] - ORDER[b.freshness] || rank(a) - rank(b) || b.packages - a.packages,
    )[0] ?? null
  )
}

export function lockEvidence(lock: LockFile): Evidence {
  return { path: lock.path, line: lock.line ?? 1, note: lock.reason ?? `Locks ${lock.packages} packages.` }
}

export function declaredEvidence(runtime: readonly Dependency[]): Evidence[] {
  return runtime.slice(0, 5).map(({ name, specifier, path, line }) => ({
    path,
    line,
    note: specifier === '' ? `${name} without a version.` : `${name} ${specifier.slice(0, 80)}`,
  }))
}

/** Of a whole library: a helper that was copied from somewhere is shorter. */
const WHOLE_LIBRARY = 1000
/** Copied into every project by a tool, to build it. */
const BUILD_HELPER = /(?:^|\/)(?:versioneer|_version|ez_setup|get-pip|distribute_setup|bootstrap)\.py$/

/** A committed virtual environment, or libraries copied into the tree, which no tool renews. */
export function vendoredTree({ files, python }: Pick<Facts, 'files' | 'python'>): Evidence | null {
  const environment = files.all.find(({ path }) => /(?:^|\/)(?:site-packages\/|pyvenv\.cfg$)/.test(path))
  if (environment) return { path: environment.path, note: 'A virtual environment is committed.' }
  const vendored = files.all.filter(({ path, role }) => role === 'vendored' && path.endsWith('.py'))
  const first = vendored[0]
  if (first && vendored.length > 20)
    return { path: first.path, note: `${vendored.length} files of other projects are copied into the tree.` }
  const copies = python.modules.filter(({ path, role }) => role === 'vendored' && !BUILD_HELPER.test(path))
  const lines = copies.reduce((sum, { record }) => sum + record.codeLines, 0)
  const [largest] = copies.toSorted((a, b) => b.record.codeLines - a.record.codeLines)
  return largest && lines >= WHOLE_LIBRARY
    ? { path: largest.path, note: `${lines} lines of another project are copied into the tree.` }
    : null
}

/** Distributions' imports that the application can not do without; the repository's own packages are none. */
export function importedNames({
  python,
}: Pick<Facts, 'python'>): readonly (readonly [string, { readonly path: string; readonly line: number }])[] {
  const own = new Set(python.modules.flatMap(({ path }) => path.split('/').map((part) => part.replace(/\.py$/, ''))))
  return [...python.thirdParty].flatMap(([name, places]) => {
    const place = places.find(({ optional }) => !optional)
    return place && !own.has(name) ? [[name, place] as const] : []
  })
}

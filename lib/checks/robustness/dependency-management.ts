import type { Dependency, Facts } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, partial, pass } from '../check'
import { managerOf } from '../toolchain'
import { listing, plural } from '../wording'
import { dependencyFix } from './dependency-management.part.fix'
import { installedManifests } from './dependency-management.part.installed'
import {
  bestLock,
  declaredEvidence,
  importedNames,
  lockEvidence,
  runtimeOf,
  vendoredTree,
} from './dependency-management.part.state'

export default defineCheck({
  id: 'dependency-management',
  category: 'robustness',
  title: 'Dependencies are declared and locked',
  weight: 3,
  why: 'Without a lock every build may install something else: a release that worked yesterday fails today, and nobody can say what changed.',
  needs: ['kind', 'dependencies', 'python', 'files', 'dockerfiles', 'ci'],
  detect(facts) {
    const { kind, dependencies } = facts
    if (kind.kind === 'none') return notApplicable('There is practically no Python code.')
    const runtime = runtimeOf(facts)
    const imported = importedNames(facts)
    const broken = dependencies.manifests.filter((manifest) => manifest.error !== undefined)
    if (imported.length === 0 && runtime.length === 0 && broken.length === 0) {
      return notApplicable('Only the standard library is imported, and nothing is declared.')
    }
    const good = dependencies.manifests.filter((manifest) => manifest.error === undefined)
    if (good.length === 0) {
      const evidence = broken.map(({ path, error }) => ({ path, note: `It can not be parsed: ${error}` }))
      if (broken.length > 0)
        return fail(`${broken[0]?.path} can not be parsed, so nothing can be installed from it.`, evidence)
      const names = imported.map(([name]) => name)
      return fail(`${listing(names, 4)} ${names.length === 1 ? 'is' : 'are'} imported and declared nowhere.`, [
        {
          path: '',
          note: 'Looked for pyproject.toml, setup.py, setup.cfg, requirements files, Pipfile, conda and pixi files.',
        },
        ...imported.slice(0, 6).map(([name, { path, line }]) => ({ path, line, note: `Imports ${name}.` })),
      ])
    }
    const vendored = vendoredTree(facts)
    const gaps = [
      ...broken.map(({ path, error }) => ({ path, note: `It can not be parsed: ${error}` })),
      ...dependencies.undeclared
        .slice(0, 6)
        .map(({ name, path, line }) => ({ path, line, note: `Imports ${name}, which no manifest declares.` })),
      ...(vendored ? [vendored] : []),
    ]
    const capped = gaps.length > 0
    const lock = bestLock(facts)
    if (lock && lock.freshness !== 'stale') {
      const told =
        lock.freshness === 'matches'
          ? 'and matches its manifest'
          : 'whose match with its manifest can not be told from the files'
      const message = `${lock.path} locks ${plural(lock.packages, 'package')} ${told}`
      const evidence = [lockEvidence(lock), ...declaredEvidence(runtime)]
      return capped
        ? partial(`${message}, but ${gapText(gaps, facts)}.`, [...gaps, ...evidence])
        : pass(`${message}.`, evidence)
    }
    if (isPublished(facts)) return judgePackage(facts, gaps)
    if (lock)
      return partial(`${lock.path} does not match: ${lock.reason ?? 'it was not renewed.'}`, [
        lockEvidence(lock),
        ...gaps,
        ...declaredEvidence(runtime),
      ])
    return judgeUnlocked(facts, gaps)
  },
  fix(facts) {
    const runtime = packageRuntime(facts)
    const published = isPublished(facts)
    const [first] = published ? runtime : runtimeOf(facts)
    return dependencyFix(facts, {
      published,
      manifest: first?.path ?? facts.dependencies.manifests[0]?.path ?? 'pyproject.toml',
      manager: managerOf(facts),
      lock: bestLock(facts),
      bare: bareOf(runtime, facts).map(({ name }) => name),
      pinned: pinnedByFile(runtime).length > runtime.length / 2,
    })
  },
})

type Gaps = readonly { readonly path: string; readonly note: string }[]
type Needed = Pick<Facts, 'kind' | 'dependencies' | 'python' | 'files' | 'dockerfiles' | 'ci'>

function isPublished({ kind, dependencies }: Pick<Facts, 'kind' | 'dependencies'>): boolean {
  if (kind.kind === 'library') return true
  // A name that setup.py computes can not be read, but only packages have a setup.py.
  const isPackage = dependencies.package !== null || dependencies.manifests.some(({ format }) => format === 'setup.py')
  return kind.kind === 'cli' && dependencies.buildBackend !== null && isPackage
}

function judgePackage(facts: Needed, gaps: Gaps) {
  const { buildBackend } = facts.dependencies
  const runtime = packageRuntime(facts)
  const evidence = [
    ...(buildBackend
      ? [{ path: buildBackend.path, line: buildBackend.line, note: `Builds with ${buildBackend.name}.` }]
      : []),
    ...declaredEvidence(runtime),
  ]
  if (gaps.length > 0)
    return partial(`A package whose dependencies are declared, but ${gapText(gaps, facts)}.`, [...gaps, ...evidence])
  if (!buildBackend)
    return partial('Dependencies are declared, but no build backend is: it can not be built as a package.', evidence)
  const bare = bareOf(runtime, facts)
  if (bare.length > runtime.length / 2) {
    const without = bare.length === 1 ? 'has no range' : 'have no range'
    return partial(`${bare.length} of ${plural(runtime.length, 'dependency', 'dependencies')} ${without}.`, evidence)
  }
  const pinned = pinnedByFile(runtime)
  if (pinned.length > runtime.length / 2)
    return partial(
      `A package whose dependencies are pinned by hand: ${pinned.length} of ${runtime.length} have no range, and what they bring along is not locked.`,
      evidence,
    )
  const needs =
    runtime.length === 0
      ? 'nothing that it needs everywhere,'
      : `${plural(runtime.length, 'dependency', 'dependencies')} with ranges`
  return pass(`A package: ${needs} and a build backend (${buildBackend.name}); it needs no lock.`, evidence)
}

/** What its users get is what the package itself declares. */
function packageRuntime(facts: Pick<Facts, 'dependencies'>): readonly Dependency[] {
  return runtimeOf(facts, (path) => /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/.test(path))
}

function bareOf(runtime: readonly Dependency[], facts: Pick<Facts, 'files'>): readonly Dependency[] {
  return runtime.filter((dependency) => dependency.specifier === '' && !isBackport(dependency, facts))
}

/** In a requirements.txt that setup.py reads. */
function pinnedByFile(runtime: readonly Dependency[]): readonly Dependency[] {
  return runtime.filter(({ pinned, path }) => pinned && /\.(?:txt|in)$/.test(path))
}

/** Only for older versions of Python: `typing-extensions; python_version < "3.11"`. */
function isBackport({ path, line }: Dependency, { files }: Pick<Facts, 'files'>): boolean {
  return /python_(?:full_)?version/.test(files.text(path)?.split('\n')[line - 1] ?? '')
}

function judgeUnlocked(facts: Needed, gaps: Gaps) {
  const installed = installedManifests(facts)
  const runtime = runtimeOf(facts, (path) => installed.has(path))
  const evidence = declaredEvidence(runtime)
  const pinned = runtime.filter((dependency) => dependency.pinned)
  const bare = runtime.filter(hasNoVersion)
  if (runtime.length === 0) {
    const looked = {
      path: '',
      note: 'Manifests are there, but none of them declares a dependency of the application that could be read.',
    }
    return gaps.length > 0
      ? fail(`Imports are declared nowhere: ${gapText(gaps, facts)}.`, [looked, ...gaps])
      : partial('What the application depends on could not be read from its manifests, and nothing is locked.', [
          looked,
        ])
  }
  if (bare.length > runtime.length / 2) {
    return fail(
      `${bare.length} of ${plural(runtime.length, 'dependency', 'dependencies')} have no version at all, and nothing is locked.`,
      [...evidence, ...gaps],
    )
  }
  const extra = gaps.length > 0 ? `; also ${gapText(gaps, facts)}` : ''
  if (pinned.length > runtime.length / 2) {
    return partial(
      `${pinned.length} of ${plural(runtime.length, 'dependency', 'dependencies')} are pinned by hand; what they bring along is not locked${extra}.`,
      [...gaps, ...evidence],
    )
  }
  return partial(`${plural(runtime.length, 'dependency', 'dependencies')} declared with ranges, and no lock${extra}.`, [
    ...gaps,
    ...evidence,
  ])
}

/** A bare name, or the tip of a branch. */
function hasNoVersion({ specifier, pinned }: Dependency): boolean {
  if (specifier === '') return true
  if (pinned || !/^(?:git|hg|svn|bzr)\+|^ssh:/.test(specifier)) return false
  const ref = /@([\w./-]{1,100})(?:#|$)/.exec(specifier.replace(/^\S{1,20}:\/\/[^/]{0,200}/, ''))?.[1]
  return ref === undefined || !/\d/.test(ref)
}

function gapText(gaps: Gaps, { dependencies }: Pick<Facts, 'dependencies'>): string {
  const names = dependencies.undeclared.map(({ name }) => name)
  if (names.length > 0) return `${listing(names, 3)} ${names.length === 1 ? 'is' : 'are'} imported and declared nowhere`
  const [first] = gaps
  return first?.note.startsWith('It can')
    ? `${first.path} can not be parsed`
    : 'third-party code is copied into the tree'
}

import type { Facts, LockFile } from '@/lib/facts/facts'
import type { Fix } from '../check'
import type { Manager } from '../toolchain'
import { listing } from '../wording'

/** How an application is locked. */
const LOCK: Readonly<Record<Manager, string>> = {
  uv: 'uv lock\nuv sync --locked\n',
  poetry: 'poetry lock\npoetry check --lock\n',
  pdm: 'pdm lock\npdm sync\n',
  pipenv: 'pipenv lock\npipenv verify\n',
  pip: 'pip install pip-tools\nmv requirements.txt requirements.in\npip-compile --generate-hashes requirements.in\npip install --require-hashes -r requirements.txt\n',
}
const BACKEND = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'

export interface Fault {
  /** A library or a published command: ranges are asked of it, no lock. */
  readonly published: boolean
  /** Where its dependencies are declared. */
  readonly manifest: string
  readonly manager: Manager
  readonly lock: LockFile | null
  /** Dependencies of a package that have no range. */
  readonly bare: readonly string[]
  readonly pinned: boolean
}

/** Mends what is at fault: manifests that can not be read, imports that nothing declares, ranges of a package, a lock. */
export function dependencyFix({ dependencies }: Pick<Facts, 'dependencies'>, fault: Fault): Fix {
  const { published, manifest, manager, lock, bare, pinned } = fault
  const broken = dependencies.manifests.find(({ error }) => error !== undefined)
  if (broken)
    return { summary: `Mend ${broken.path}: nothing can be installed from a manifest that can not be parsed.` }
  const renewed = lock !== null && lock.freshness !== 'stale'
  const undeclared = [...new Set(dependencies.undeclared.map(({ name }) => name))]
  if (undeclared.length > 0 && (published || renewed)) {
    const renew = renewed ? ', and renew the lock' : ''
    const what = `${listing(undeclared, 4)} in ${manifest} with ${undeclared.length === 1 ? 'a range' : 'ranges'}`
    return { summary: `Declare ${what}${renew}: what only comes along with something else may stay away.` }
  }
  if (renewed) return { summary: 'Declare what is copied into the tree as a dependency, and take the copies out.' }
  if (published) return packageFix(dependencies, bare, pinned)
  return {
    summary: lock
      ? `Renew ${lock.path}, commit it, and let the pipeline refuse a lock that does not match.`
      : 'List what the code imports with ranges, lock it with one tool, commit the lock and install from it everywhere.',
    snippet: { path: '', language: 'sh', code: LOCK[manager] },
  }
}

function packageFix({ buildBackend }: Facts['dependencies'], bare: readonly string[], pinned: boolean): Fix {
  if (!buildBackend)
    return {
      summary: 'Declare a build backend, so that it can be built and installed as a package.',
      snippet: { path: 'pyproject.toml', language: 'toml', code: BACKEND },
    }
  if (bare.length > 0)
    return {
      summary: `Give ${listing(bare, 4)} ${bare.length === 1 ? 'a range' : 'ranges'} that ${bare.length === 1 ? 'begins' : 'begin'} at the oldest version that works. A package needs no lock: those who install it choose within its ranges.`,
    }
  if (pinned)
    return {
      summary:
        'Declare ranges instead of exact versions: whoever installs the package beside others can not choose otherwise. It needs no lock.',
    }
  return { summary: 'Declare what the package imports, each with a range. It needs no lock.' }
}

import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readApiDocuments } from './api-documents'
import { readCi } from './ci'
import { readDependencies } from './dependencies'
import { readDockerfiles } from './dockerfiles'
import { readEnvironment } from './environment'
import type { Credentials, FactInput, RepositoryScope } from './fact-input'
import type { Facts } from './facts'
import { readFiles } from './files'
import { inferKind } from './kind'
import { readLaunch } from './launch'
import { readOverride } from './override'
import { readPython } from './python'
import { readReadme } from './readme'
import { readRoutes } from './routes'
import { readSecrets } from './secrets'
import { readTools } from './tools'

const READERS = {
  project: (input: FactInput) => input.project,
  override: readOverride,
  kind: inferKind,
  files: readFiles,
  python: readPython,
  dependencies: readDependencies,
  tools: readTools,
  ci: readCi,
  routes: readRoutes,
  launch: readLaunch,
  dockerfiles: readDockerfiles,
  secrets: readSecrets,
  readme: readReadme,
  apiDocuments: readApiDocuments,
  environment: readEnvironment,
} satisfies { [N in keyof Facts]: (input: FactInput) => Facts[N] }

const NONE_SEARCHED: Credentials = () => []

/**
 * Facts of one project, computed lazily and once. A cycle between facts is our bug and throws. Without `credentials`
 * (from `findCredentials`) secrets are looked for by our own rules only.
 */
export function createFacts(
  snapshot: RepoSnapshot,
  records: ReadonlyMap<string, ModuleRecord>,
  projectPath = '',
  repository: RepositoryScope | null = null,
  credentials: Credentials = NONE_SEARCHED,
  projects: readonly string[] = repository?.projects ?? [projectPath],
): Facts {
  const facts = {} as Facts
  const input: FactInput = {
    snapshot,
    records,
    credentials,
    project: { path: projectPath, limits: snapshot.limits },
    facts,
    projects,
    repository,
  }
  for (const [name, read] of Object.entries(READERS)) {
    let state: 'waiting' | 'running' | 'done' = 'waiting'
    let value: unknown
    Object.defineProperty(facts, name, {
      enumerable: true,
      get() {
        if (state === 'running') throw new Error(`Fact "${name}" needs itself`)
        if (state === 'waiting') {
          state = 'running'
          try {
            value = read(input)
            state = 'done'
          } finally {
            if (state === 'running') state = 'waiting'
          }
        }
        return value
      },
    })
  }
  return facts
}

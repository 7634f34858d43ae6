import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import type { Facts, ProjectFact } from './facts'

/** What a parser of facts may look at. `facts` gives the other facts, each computed on first use. */
export interface FactInput {
  readonly snapshot: RepoSnapshot
  /** Records by blob id: of every Python file and of the code cells of every notebook that could be read. */
  readonly records: ReadonlyMap<string, ModuleRecord>
  readonly project: ProjectFact
  readonly facts: Facts
  /** The repository that the project is one of several of. */
  readonly repository: RepositoryScope | null
}

export interface RepositoryScope {
  /** Facts of the whole repository. */
  readonly facts: Facts
  /** Folders of all its projects. */
  readonly projects: readonly string[]
}

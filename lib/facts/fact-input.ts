import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import type { Facts, ProjectFact } from './facts'

/** What a parser of facts may look at. `facts` gives the other facts, each computed on first use. */
export interface FactInput {
  readonly snapshot: RepoSnapshot
  /** Records by recordKey (python-sources.ts): of every Python file and of the code cells of every notebook that could be read. */
  readonly records: ReadonlyMap<string, ModuleRecord>
  /** Credentials that a library of their forms finds. */
  readonly credentials: Credentials
  readonly project: ProjectFact
  readonly facts: Facts
  /** Folders of all projects, beside which an owner's file counts. */
  readonly projects: readonly string[]
  /** The repository that the project is one of several of. */
  readonly repository: RepositoryScope | null
}

/** A place in a text, never the value: UTF-16 offsets into what `facts.files.text` gives, the end exclusive. */
export interface CredentialHit {
  /** The library's rule, as `github`. */
  readonly rule: string
  /** What it is in our words: "GitHub token". */
  readonly what: string
  readonly start: number
  readonly end: number
}

/** Hits in the file at a path, by rule; null where the search had to stop before it. Throws what the search threw. */
export type Credentials = (path: string) => readonly CredentialHit[] | null

export interface RepositoryScope {
  /** Facts of the whole repository. */
  readonly facts: Facts
  /** Folders of all its projects. */
  readonly projects: readonly string[]
}

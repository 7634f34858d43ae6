import { VERDICTS, type Verdict } from '@/lib/checks/rubric'
import type { SearchParams } from '@/lib/data/scorecard-query'

/** What the address of a repository's page asks for. */
export interface RepositoryQuery {
  readonly verdict: Verdict | null
  /** Folder of one project of a monorepo. */
  readonly project: string | null
}

/** Never throws: a value that makes no sense counts as absent. */
export function parseRepositoryQuery(params: SearchParams): RepositoryQuery {
  const asked = first(params.verdict)
  return { verdict: VERDICTS.find((verdict) => verdict === asked) ?? null, project: first(params.project) ?? null }
}

/** The query string with changes; '' when nothing is asked. */
export function repositorySearch(query: RepositoryQuery, changes: Partial<RepositoryQuery> = {}): string {
  const { verdict, project } = { ...query, ...changes }
  const params = new URLSearchParams()
  if (project !== null) params.set('project', project)
  if (verdict) params.set('verdict', verdict)
  const text = params.toString()
  return text && `?${text}`
}

function first(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}

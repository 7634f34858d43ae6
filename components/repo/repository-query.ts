import { CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { type AskedRange, parseRange, setRange } from '@/lib/data/trend-range'

/** What the address of a repository's page asks for. */
export interface RepositoryQuery extends AskedRange {
  readonly verdict: Verdict | null
  /** Folder of one project of a monorepo. */
  readonly project: string | null
  /** Characteristics that are supposed to be mended. */
  readonly fixes: readonly CharacteristicId[]
}

/** Never throws: a value that makes no sense counts as absent. */
export function parseRepositoryQuery(params: SearchParams): RepositoryQuery {
  const asked = first(params.verdict)
  return {
    verdict: VERDICTS.find((verdict) => verdict === asked) ?? null,
    project: first(params.project) ?? null,
    fixes: parseFixes(params.fix),
    ...parseRange(params),
  }
}

/** `fix=a,b` as a page writes it, and `fix=a&fix=b` as a form sends it; in the rubric's order. */
function parseFixes(asked: string | readonly string[] | undefined): readonly CharacteristicId[] {
  const named = [asked ?? []].flat().flatMap((each) => each.split(','))
  return CHARACTERISTICS.filter(({ id }) => named.includes(id)).map(({ id }) => id)
}

/** The query string with changes; '' when nothing is asked. */
export function repositorySearch(query: RepositoryQuery, changes: Partial<RepositoryQuery> = {}): string {
  const { verdict, project, fixes, range } = { ...query, ...changes }
  const params = new URLSearchParams()
  if (project !== null) params.set('project', project)
  if (verdict) params.set('verdict', verdict)
  setRange(params, range)
  const asked = [params.toString(), fixes.length > 0 && `fix=${fixes.join(',')}`].filter(Boolean).join('&')
  return asked && `?${asked}`
}

function first(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}

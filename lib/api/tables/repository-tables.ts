import 'server-only'
import type { z } from 'zod'
import type { RepositoryAccess } from '@/lib/auth/access'
import { requireCheck } from '@/lib/checks/registry'
import { evidenceUrl } from '@/lib/data/github-links'
import { type RepositoryResult, readRepositoryDetail } from '@/lib/data/repository'
import { readRepositoryHistory } from '@/lib/data/repository-history'
import type { Evidence } from '@/lib/facts/facts'
import { nothing } from '../asked'
import type { RESULT_FILTERS } from '../parameters'
import { changeColumns } from './change-columns'
import { type Columns, onePart, type Table, tableOf } from './table'

/** The tables of a repository's page. */
export const REPOSITORY_TABLES = {
  characteristics: async (
    access: RepositoryAccess,
    { verdict, project }: z.output<typeof RESULT_FILTERS>,
  ): Promise<Table> => {
    const { audit, githubUrl } = await readRepositoryDetail(access)
    const shown = project === undefined ? audit : (audit?.projects.find(({ path }) => path === project) ?? nothing())
    const results = (shown?.results ?? []).filter((result) => verdict === undefined || result.verdict === verdict)
    const columns = resultColumns(githubUrl, audit?.commit ?? '')
    return tableOf(`${access.repositoryName}-characteristics`, columns, onePart(results.flatMap(withEvidence)))
  },
  history: async (access: RepositoryAccess): Promise<Table> => {
    const { steps } = await readRepositoryHistory(access)
    const rows = steps.flatMap((step) =>
      step.changes.length > 0 ? step.changes.map((change) => ({ ...step, ...change })) : [step],
    )
    const columns = changeColumns()
    return tableOf(`${access.repositoryName}-history`, columns, onePart(rows))
  },
} as const

interface ResultRow {
  readonly result: RepositoryResult
  readonly place: Evidence | null
}

/** One row for each place, and one for what has none. */
function withEvidence(result: RepositoryResult): readonly ResultRow[] {
  const rows = result.evidence.map((place) => ({ result, place }))
  return rows.length > 0 ? rows : [{ result, place: null }]
}

function resultColumns(githubUrl: string, commit: string): Columns<ResultRow> {
  return {
    id: ({ result }) => result.id,
    title: ({ result }) => requireCheck(result.id).title,
    category: ({ result }) => result.category,
    verdict: ({ result }) => result.verdict,
    score: ({ result }) => result.score,
    weight: ({ result }) => result.weight,
    message: ({ result }) => result.message,
    fix: ({ result }) => result.fix?.summary ?? null,
    path: ({ place }) => place?.path ?? null,
    line: ({ place }) => place?.line ?? null,
    endLine: ({ place }) => place?.endLine ?? null,
    note: ({ place }) => place?.note ?? null,
    url: ({ place }) => place && evidenceUrl(githubUrl, commit, place),
    commit: () => commit || null,
  }
}

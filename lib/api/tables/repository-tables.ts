import 'server-only'
import type { z } from 'zod'
import type { RepositoryAccess } from '@/lib/auth/access'
import { requireCheck } from '@/lib/checks/registry'
import { type ComparedVerdict, readAuditComparison } from '@/lib/data/audit-comparison'
import { evidenceUrl } from '@/lib/data/github-links'
import {
  type RepositoryAudit,
  type RepositoryProject,
  type RepositoryResult,
  readRepositoryDetail,
} from '@/lib/data/repository'
import { readRepositoryHistory } from '@/lib/data/repository-history'
import type { Evidence } from '@/lib/facts/facts'
import { nothing } from '../asked'
import type { REPOSITORY_EXPORT } from '../parameters'
import { changeColumns } from './change-columns'
import { type Columns, onePart, type Table, tableOf } from './table'

/** The tables of a repository's page. */
export const REPOSITORY_TABLES = {
  characteristics: async (
    access: RepositoryAccess,
    { verdict, project }: z.output<typeof REPOSITORY_EXPORT>,
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
  projects: async (access: RepositoryAccess): Promise<Table> => {
    const { audit } = await readRepositoryDetail(access)
    return tableOf(`${access.repositoryName}-projects`, PROJECT_COLUMNS, onePart(audit?.projects ?? []))
  },
  files: async (access: RepositoryAccess): Promise<Table> => {
    const { audit } = await readRepositoryDetail(access)
    return tableOf(`${access.repositoryName}-files`, ROLE_COLUMNS, onePart(audit?.roles ?? []))
  },
  comparison: async (access: RepositoryAccess, asked: z.output<typeof REPOSITORY_EXPORT>): Promise<Table> => {
    const compared = (await readAuditComparison(access, asked)).compared ?? nothing()
    const columns: Columns<ComparedVerdict> = {
      characteristic: ({ characteristic }) => characteristic,
      from: ({ from }) => from,
      to: ({ to }) => to,
      messageBefore: ({ messageBefore }) => messageBefore,
      messageAfter: ({ messageAfter }) => messageAfter,
      commitBefore: () => compared.from.commit,
      commit: () => compared.to.commit,
      scoreBefore: () => compared.from.score,
      score: () => compared.to.score,
    }
    return tableOf(`${access.repositoryName}-comparison`, columns, onePart(compared.changes))
  },
} as const

const PROJECT_COLUMNS: Columns<RepositoryProject> = {
  path: ({ path }) => path,
  kind: ({ kind }) => kind,
  linesOfCode: ({ linesOfCode }) => linesOfCode,
  score: ({ score }) => score,
  coverage: ({ coverage }) => coverage,
}

const ROLE_COLUMNS: Columns<RepositoryAudit['roles'][number]> = {
  role: ({ role }) => role,
  files: ({ files }) => files,
  lines: ({ lines }) => lines,
}

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

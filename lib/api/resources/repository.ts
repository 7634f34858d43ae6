import 'server-only'
import type { z } from 'zod'
import type { RepositoryAccess } from '@/lib/auth/access'
import { readinessBy } from '@/lib/checks/readiness'
import { requireCheck } from '@/lib/checks/registry'
import { exemptedScore } from '@/lib/checks/score'
import { evidenceUrl } from '@/lib/data/github-links'
import { type RepositoryAudit, type RepositoryResult, readRepositoryDetail } from '@/lib/data/repository'
import type { RepositoryHistory } from '@/lib/data/repository-history'
import type { RepositoryRow as ListedRepository } from '@/lib/data/repository-list'
import { readRepositoryWaivers } from '@/lib/data/waivers'
import type { Evidence as FoundEvidence } from '@/lib/facts/facts'
import { addressesOf } from '../addresses'
import type { Audit, Evidence, History, Repository, RepositoryRow, Result } from '../contract/repository'

export function describeRow(org: string, row: ListedRepository): z.input<typeof RepositoryRow> {
  return { ...row, ...addressesOf(org, 'repositories', row.name) }
}

export async function describeRepository(access: RepositoryAccess): Promise<z.input<typeof Repository>> {
  const [found, { active: waivers }] = await Promise.all([readRepositoryDetail(access), readRepositoryWaivers(access)])
  const { audit, ...rest } = found
  const waived = waivers.map(({ characteristic: id }) => ({ id }))
  const effectiveScore = audit && exemptedScore(audit.results, waived)
  const ready = audit !== null && readinessBy(found.readyBar, audit.score, audit.results).isReady
  const { url, htmlUrl } = addressesOf(found.org, 'repositories', found.name)
  return {
    ...rest,
    audit: audit && describeAudit(audit, found.githubUrl),
    waivers,
    ready,
    effectiveScore,
    url,
    htmlUrl,
  }
}

export function describeHistory(org: string, name: string, found: RepositoryHistory): z.input<typeof History> {
  return { ...found, ...addressesOf(org, 'repositories', name) }
}

/** Evidence with its address on GitHub. */
export function describeEvidence(githubUrl: string, commit: string, found: FoundEvidence): z.input<typeof Evidence> {
  return { ...found, url: evidenceUrl(githubUrl, commit, found) }
}

function describeAudit(audit: RepositoryAudit, githubUrl: string): z.input<typeof Audit> {
  const evidence = (found: readonly FoundEvidence[]) =>
    found.map((place) => describeEvidence(githubUrl, audit.commit, place))
  const result = (found: RepositoryResult): z.input<typeof Result> => ({
    ...found,
    title: requireCheck(found.id).title,
    evidence: evidence(found.evidence),
  })
  return {
    ...audit,
    kindEvidence: evidence(audit.kindEvidence),
    results: audit.results.map(result),
    projects: audit.projects.map((project) => ({ ...project, results: project.results.map(result) })),
  }
}

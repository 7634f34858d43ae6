import { PrintedLine } from '@/components/print/printed-line'
import { RepositoryAuditView } from '@/components/repo/audit-view'
import { LeftOutNotice } from '@/components/repo/left-out-notice'
import { CheckFailed, NotAudited } from '@/components/repo/not-audited'
import { RepositoryHeader } from '@/components/repo/repository-header'
import { parseRepositoryQuery } from '@/components/repo/repository-query'
import { Deferred } from '@/components/ui/deferred'
import { formatDay } from '@/components/ui/format-time'
import { PageMain } from '@/components/ui/page-main'
import { PageSkeleton } from '@/components/ui/skeleton'
import { listGapIssues } from '@/lib/data/gap-previews'
import { getKindLeftOut } from '@/lib/data/left-out'
import { getRepository } from '@/lib/data/repository'
import { getScoreChanges } from '@/lib/data/repository-history'
import { getScanProgress } from '@/lib/data/scan-progress'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { getWaivers } from '@/lib/data/waivers'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly name: string }>
  readonly searchParams: Promise<SearchParams>
}

export default function RepositoryPage(props: Props) {
  return <Deferred fallback={<PageSkeleton panels={2} />} content={() => readOverview(props)} />
}

async function readOverview({ params, searchParams }: Props) {
  const { org, name } = await params
  const query = parseRepositoryQuery(await searchParams)
  const [repository, scan, issues, kindLeftOut, waivers, changes] = await Promise.all([
    getRepository(org, name),
    getScanProgress(org),
    listGapIssues(org, name),
    getKindLeftOut(org, name),
    getWaivers(org, name),
    getScoreChanges(org, name),
  ])
  return (
    <PageMain>
      <PrintedLine
        parts={[
          repository.org,
          repository.name,
          repository.audit && `commit ${repository.audit.commit} of ${formatDay(repository.audit.committedAt)}`,
        ]}
      />
      <RepositoryHeader repository={repository} scan={scan} />
      {kindLeftOut && <LeftOutNotice org={repository.org} kind={kindLeftOut} />}
      <CheckFailed repository={repository} />
      {repository.audit ? (
        <RepositoryAuditView
          repository={repository}
          audit={repository.audit}
          query={query}
          issues={issues}
          waivers={waivers}
          changes={changes}
        />
      ) : (
        <NotAudited repository={repository} isLeftOut={kindLeftOut !== null} />
      )}
    </PageMain>
  )
}

import type { Metadata } from 'next'
import { ChangesPanel } from '@/components/changes/changes-panel'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { changesPath, moversPath } from '@/components/ui/paths'
import { CHANGES_FIELDS, parseChangesQuery } from '@/lib/data/changes-query'
import { getOrganisation } from '@/lib/data/organisations'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'
import { getVerdictChanges } from '@/lib/data/verdict-changes'

export const metadata: Metadata = { title: 'What changed' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly searchParams: Promise<SearchParams>
}

export default async function ChangesPage({ params, searchParams }: Props) {
  const asked = await searchParams
  const query = parseChangesQuery(asked)
  const { login } = await getOrganisation((await params).org)
  const [found, teams] = await Promise.all([getVerdictChanges(login, query), listTeams(login)])
  return (
    <PageMain>
      <PageHeader title="What changed">
        Each verdict that moved in the repositories that you can see.{' '}
        <Link href={moversPath(login)} className="link">
          Whose score moved most
        </Link>
      </PageHeader>
      <UnusableNotice params={asked} fields={CHANGES_FIELDS} />
      <ChangesPanel org={login} path={changesPath(login)} kept="" query={query} found={found} teams={teams} hasRange />
    </PageMain>
  )
}

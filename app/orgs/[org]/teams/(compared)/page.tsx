import type { Metadata } from 'next'
import Link from 'next/link'
import { TeamCard } from '@/components/team/team-card'
import { TeamTable } from '@/components/team/team-table'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { Panel } from '@/components/ui/panel'
import { orgPath } from '@/components/ui/paths'
import { WITHOUT_TEAM } from '@/lib/data/scorecard-query'
import { getTeamComparison } from '@/lib/data/teams'

export const metadata: Metadata = { title: 'Teams' }

interface Props {
  readonly params: Promise<{ readonly org: string }>
}

export default async function TeamsPage({ params }: Props) {
  const { org } = await params
  const { teams, withoutTeam } = await getTeamComparison(org)
  return (
    <PageMain>
      <PageHeader title="Teams">
        Each team’s mean score over the repositories that you can see, all on one scale. A repository of two teams
        counts for both.
      </PageHeader>
      {teams.length === 0 ? (
        <Empty title="No teams to compare">
          GitHub lists no team with a repository that you can see, or the organisation has not been scanned.
        </Empty>
      ) : (
        <>
          <ul className="grid gap-4 md:grid-cols-2">
            {teams.map((team) => (
              <TeamCard key={team.slug} org={org} team={team} />
            ))}
          </ul>
          <Panel title="By category" note="Mean score of each category, from 0 to 100">
            <TeamTable org={org} teams={teams} />
          </Panel>
        </>
      )}
      {withoutTeam > 0 && (
        <p className="text-muted text-sm">
          <Link href={`${orgPath(org)}?team=${WITHOUT_TEAM}`} className="link">
            {withoutTeam === 1 ? 'One repository belongs' : `${withoutTeam} repositories belong`} to no team
          </Link>
        </p>
      )}
    </PageMain>
  )
}

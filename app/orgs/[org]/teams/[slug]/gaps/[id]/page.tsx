import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TeamGapView } from '@/components/gap/team-gap-view'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { characteristicName } from '@/components/ui/characteristic-name'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { teamPath, teamsPath } from '@/components/ui/paths'
import { findCheck } from '@/lib/checks/registry'
import { findTeam } from '@/lib/data/team'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly slug: string; readonly id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const check = findCheck((await params).id)
  return check ? { title: `Issues for ${characteristicName(check.id)}` } : {}
}

export default async function TeamGapPage({ params }: Props) {
  const { org, slug, id } = await params
  const [team, check] = [await findTeam(org, slug), findCheck(id)]
  if (!team || !check) notFound()
  return (
    <PageMain>
      <PageHeader
        title={`GitHub issues: ${characteristicName(check.id)}`}
        eyebrow={
          <Breadcrumb
            steps={[
              { href: teamsPath(org), label: 'Teams' },
              { href: teamPath(org, team.slug), label: team.name },
            ]}
          />
        }
      >
        These repositories of the team do not meet “{check.title}” yet.
      </PageHeader>
      <TeamGapView org={org} slug={team.slug} id={check.id} />
    </PageMain>
  )
}

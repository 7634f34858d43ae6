import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TeamGapView } from '@/components/gap/team-gap-view'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { campaignPath, campaignsPath, teamGapPath, teamPath, teamsPath } from '@/components/ui/paths'
import { findCheck } from '@/lib/checks/registry'
import { visibleText } from '@/lib/checks/visible-text'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { findTeam } from '@/lib/data/team'
import { findCampaign } from '@/lib/data/viewed-campaigns'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly slug: string; readonly id: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const check = findCheck((await params).id)
  return check ? { title: `Issues for ${characteristicName(check.id)}` } : {}
}

export default async function TeamGapPage({ params, searchParams }: Props) {
  const { org, slug, id } = await params
  const { campaign: asked } = await searchParams
  const [team, check] = [await findTeam(org, slug), findCheck(id)]
  if (!team || !check) notFound()
  const campaign = asked === undefined ? null : await findCampaign(org, String(asked))
  if (asked !== undefined && campaign?.goal.characteristic !== check.id) notFound()
  return (
    <PageMain>
      <PageHeader
        title={`GitHub issues: ${characteristicName(check.id)}`}
        eyebrow={
          <Breadcrumb
            steps={
              campaign
                ? [
                    { href: campaignsPath(org), label: 'Campaigns' },
                    { href: campaignPath(org, campaign.id, team.slug), label: visibleText(campaign.name) },
                  ]
                : [
                    { href: teamsPath(org), label: 'Teams' },
                    { href: teamPath(org, team.slug), label: team.name },
                  ]
            }
          />
        }
      >
        {campaign ? (
          <>
            These repositories of {team.name}, of those that “{visibleText(campaign.name)}” is about, do not meet “
            {check.title}” yet.{' '}
            <Link href={teamGapPath(org, team.slug, check.id)} className="link">
              Show all of the team
            </Link>
          </>
        ) : (
          <>These repositories of the team do not meet “{check.title}” yet.</>
        )}
      </PageHeader>
      <TeamGapView org={org} slug={team.slug} id={check.id} campaign={campaign} />
    </PageMain>
  )
}

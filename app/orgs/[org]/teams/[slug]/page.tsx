import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { rangeSince } from '@/components/org/range-words'
import { UnusableNotice } from '@/components/org/unusable-notice'
import { PrintButton } from '@/components/print/print-button'
import { PrintedLine } from '@/components/print/printed-line'
import { TeamView } from '@/components/team/team-view'
import { Deferred } from '@/components/ui/deferred'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { teamsPath } from '@/components/ui/paths'
import { ContentSkeleton } from '@/components/ui/skeleton'
import { CHANGES_FIELDS, parseChangesQuery } from '@/lib/data/changes-query'
import { parseScorecardQuery, SCORECARD_FIELDS, type SearchParams } from '@/lib/data/scorecard-query'
import { findTeam } from '@/lib/data/team'
import { rangeSearch } from '@/lib/data/trend-range'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly slug: string }>
  readonly searchParams: Promise<SearchParams>
}

const { sort, order, page, window } = SCORECARD_FIELDS
const { team: _, ...ofChanges } = CHANGES_FIELDS
const FIELDS = { ...ofChanges, sort, order, page, window }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, slug } = await params
  return { title: (await findTeam(org, slug))?.name ?? 'Not found' }
}

export default async function TeamPage({ params, searchParams }: Props) {
  const { org, slug } = await params
  const asked = await searchParams
  const { sort, order, page, window, range, from, to } = asked
  const { team: _, ...changes } = parseChangesQuery(asked)
  const team = await findTeam(org, slug)
  if (!team) notFound()
  const query = parseScorecardQuery({ sort, order, page, window, range, from, to })
  return (
    <PageMain>
      <PrintedLine parts={[org, `team ${team.name}`, rangeSince(changes.range)]} />
      <PageHeader
        actions={<PrintButton />}
        title={team.name}
        eyebrow={
          <Link href={`${teamsPath(org)}${rangeSearch(query.range)}`} className="hover:text-ink hover:underline">
            Teams
          </Link>
        }
      >
        {team.description}
      </PageHeader>
      <UnusableNotice params={asked} fields={FIELDS} />
      <Deferred
        fallback={<ContentSkeleton />}
        content={() => TeamView({ org, slug: team.slug, order: query, changes })}
      />
    </PageMain>
  )
}

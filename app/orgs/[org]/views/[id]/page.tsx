import { notFound, redirect } from 'next/navigation'
import { scorecardPath } from '@/components/org/scorecard-path'
import { getOrganisation } from '@/lib/data/organisations'
import { findSavedView } from '@/lib/data/saved-views'
import { parseScorecardSearch } from '@/lib/data/scorecard-query'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly id: string }>
}

/** The scorecard as a saved view asks for it today. */
export default async function SavedViewPage({ params }: Props) {
  const { org, id } = await params
  const { login } = await getOrganisation(org)
  const view = await findSavedView(login, id)
  if (!view) notFound()
  redirect(scorecardPath(login, parseScorecardSearch(view.search), { saved: view.id }))
}

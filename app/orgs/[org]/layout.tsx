import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { LiveUpdates } from '@/components/live/live-updates'
import { ListingNotice } from '@/components/org/listing-notice'
import { OrganisationBar } from '@/components/org/organisation-bar'
import { getChangeMark } from '@/lib/data/change-mark'
import { getOrganisation } from '@/lib/data/organisations'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // From the address: a look-up that fails here would leave the not-found page without a title.
  const { org } = await params
  return { title: { default: org, template: `%s · ${org} · Airworthy` } }
}

export default async function OrganisationLayout({ params, children }: Props) {
  const { org } = await params
  const [organisation, mark] = await Promise.all([getOrganisation(org), getChangeMark(org)])
  return (
    <>
      <OrganisationBar
        login={organisation.login}
        hasTeams={organisation.role !== 'collaborator'}
        hasOthers={organisation.hasOthers}
      />
      <ListingNotice login={organisation.login} />
      {children}
      <LiveUpdates org={organisation.login} mark={mark} />
    </>
  )
}

import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { OrganisationBar } from '@/components/org/organisation-bar'
import { getOrganisation } from '@/lib/data/organisations'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { login } = await getOrganisation((await params).org)
  return { title: { default: login, template: `%s · ${login} · Airworthy` } }
}

export default async function OrganisationLayout({ params, children }: Props) {
  const organisation = await getOrganisation((await params).org)
  return (
    <>
      <OrganisationBar login={organisation.login} />
      {children}
    </>
  )
}

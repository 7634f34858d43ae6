import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { getOrganisation } from '@/lib/data/organisations'

interface Props {
  readonly params: Promise<{ readonly org: string }>
  readonly children: ReactNode
}

/** Campaigns are for members; answers 404 to others before anything is streamed. */
export default async function CampaignsLayout({ params, children }: Props) {
  const { role } = await getOrganisation((await params).org)
  if (role === 'collaborator') notFound()
  return children
}

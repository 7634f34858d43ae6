import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { findCampaign } from '@/lib/data/viewed-campaigns'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly id: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params
  const campaign = await findCampaign(org, id)
  return { title: campaign?.name ?? 'Not found' }
}

/** Answers 404 before anything is streamed. */
export default async function CampaignLayout({ params, children }: Props) {
  const { org, id } = await params
  if (!(await findCampaign(org, id))) notFound()
  return children
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { findTeam } from '@/lib/data/team'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly slug: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, slug } = await params
  return { title: (await findTeam(org, slug))?.name ?? 'Not found' }
}

/** Answers 404 before the page below begins to stream. */
export default async function TeamLayout({ params, children }: Props) {
  const { org, slug } = await params
  if (!(await findTeam(org, slug))) notFound()
  return children
}

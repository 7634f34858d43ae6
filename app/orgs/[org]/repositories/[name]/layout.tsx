import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { getRepositoryName } from '@/lib/data/repository'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly name: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name }
}

/** Answers 404 before anything is streamed. */
export default async function RepositoryLayout({ params, children }: Props) {
  const { org, name } = await params
  await getRepositoryName(org, name)
  return children
}

import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { findCheck } from '@/lib/checks/registry'

interface Props {
  readonly params: Promise<{ readonly id: string }>
  readonly children: ReactNode
}

/** Answers 404 before anything is streamed. */
export default async function WaiverLayout({ params, children }: Props) {
  if (!findCheck((await params).id)) notFound()
  return children
}

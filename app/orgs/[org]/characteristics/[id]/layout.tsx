import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Deferred } from '@/components/ui/deferred'
import { PageSkeleton } from '@/components/ui/skeleton'
import { findCheck } from '@/lib/checks/registry'

interface Props {
  readonly params: Promise<{ readonly org: string; readonly id: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const check = findCheck((await params).id)
  return check ? { title: characteristicName(check.id) } : {}
}

/** Answers 404 before anything is streamed, and waits for what is streamed where no script runs. */
export default async function CharacteristicLayout({ params, children }: Props) {
  if (!findCheck((await params).id)) notFound()
  return <Deferred fallback={<PageSkeleton panels={1} />}>{children}</Deferred>
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Answers } from '@/components/design/answers'
import { Charts } from '@/components/design/charts'
import { Colours } from '@/components/design/colours'
import { Controls } from '@/components/design/controls'
import { Measures } from '@/components/design/measures'
import { Overlays } from '@/components/design/overlays'
import { PageHeader } from '@/components/ui/page-header'
import { PageMain } from '@/components/ui/page-main'
import { showsWorkshop } from '@/lib/env'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Design system', robots: { index: false } }

/** For those who work on Airworthy: every token and primitive, in development and in the demonstration only. */
export default function DesignPage() {
  if (!showsWorkshop()) notFound()
  return (
    <PageMain>
      <PageHeader title="Design system">
        The tokens of app/globals.css and the primitives of components/ui in each of their states. Press the theme at
        the top to see all of it in light and dark.
      </PageHeader>
      <Colours />
      <Measures />
      <Controls />
      <Overlays />
      <Answers />
      <Charts />
    </PageMain>
  )
}

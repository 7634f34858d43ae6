'use client'

import { Failure } from '@/components/ui/failure'
import { PageMain } from '@/components/ui/page-main'

export default function ErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PageMain>
      <Failure {...props} />
    </PageMain>
  )
}

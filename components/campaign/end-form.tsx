'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { CampaignAnswer } from '@/lib/actions/campaigns'

/** Ends a campaign; what that does is said before it can be pressed. */
export function EndForm({ end }: { readonly end: () => Promise<CampaignAnswer> }) {
  const [answer, send, sending] = useActionState<CampaignAnswer | null>(end, null)
  return (
    <details>
      <summary className="link w-fit list-none text-sm">End it…</summary>
      <form action={send} className="mt-2 flex flex-wrap items-center gap-3 rounded-md border p-3">
        <p className="min-w-0 flex-1 basis-60 text-sm">
          It stays readable among those that ended, and nobody is reminded any more. It can’t be begun again.
        </p>
        <Button type="submit" busy={sending}>
          {sending ? 'Ending…' : 'End the campaign'}
        </Button>
        {answer?.ok === false && (
          <p role="alert" className="basis-full text-fail text-sm">
            {answer.error}
          </p>
        )}
      </form>
    </details>
  )
}

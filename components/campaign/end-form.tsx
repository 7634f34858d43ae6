'use client'

import { useActionState } from 'react'
import { Confirm } from '@/components/ui/confirm'
import type { CampaignAnswer } from '@/lib/actions/campaigns'

/** Ends a campaign; what that does is said before it can be pressed. */
export function EndForm({ end }: { readonly end: () => Promise<CampaignAnswer> }) {
  const [answer, send] = useActionState<CampaignAnswer | null>(end, null)
  return (
    <div className="grid gap-2">
      <Confirm
        opener="End it…"
        title="End this campaign for good?"
        consequence="It stays readable among those that ended, and nobody is reminded any more. It can’t be begun again."
        action={send}
        yes="End the campaign"
        busy="Ending…"
        answer={answer}
      />
      {answer?.ok === false && (
        <p role="alert" className="text-fail text-sm">
          {answer.error}
        </p>
      )}
    </div>
  )
}

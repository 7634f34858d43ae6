'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { campaignPath } from '@/components/ui/paths'
import type { CampaignAnswer } from '@/lib/actions/campaigns'

/** The press that stores what was previewed, and then the way to its page. */
export function StoreCampaign({
  org,
  store,
  pairs,
  press,
}: {
  readonly org: string
  readonly store: (last: unknown, form: FormData) => Promise<CampaignAnswer>
  /** Names and values of the fields. */
  readonly pairs: readonly (readonly [string, string])[]
  readonly press: string
}) {
  const [answer, send, sending] = useActionState<CampaignAnswer | null, FormData>(store, null)
  if (answer?.ok) {
    return (
      <p role="status" className="text-sm">
        {answer.done}{' '}
        <Link href={campaignPath(org, answer.id)} className="link">
          Open its page
        </Link>
      </p>
    )
  }
  return (
    <form action={send} className="flex flex-wrap items-center gap-3">
      {pairs.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" look="primary" busy={sending}>
        {sending ? 'Saving…' : press}
      </Button>
      {answer && (
        <p role="alert" className="text-fail text-sm">
          {answer.error}
        </p>
      )}
    </form>
  )
}

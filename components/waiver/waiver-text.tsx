import { Day, Time } from '@/components/ui/time'
import { visibleText } from '@/lib/checks/visible-text'
import type { Waiver } from '@/lib/data/waivers'

/** Who waived it, why, and until when; of one that is over, how it ended. */
export function WaiverText({ waiver }: { readonly waiver: Waiver }) {
  const { reason, by, createdAt, expiresOn, state, endedBy, endedAt } = waiver
  return (
    <>
      <span className="block [overflow-wrap:anywhere]">
        {visibleText(reason) ||
          'The reason is not kept: it was written in the organisation from which the repository came.'}
      </span>
      <span className="block text-muted">
        {/* Who it was is the former organisation's, too. */}
        {reason && `${by}, `}
        <Time at={createdAt} />, {state === 'active' ? 'until' : 'meant until'} <Day day={expiresOn} />
        {state === 'expired' && ': expired'}
        {state === 'revoked' && endedAt && (
          <>
            : revoked {reason && `by ${endedBy} `}
            <Time at={endedAt} />
          </>
        )}
        {state === 'transferred' && endedAt && (
          <>
            : ended when the repository was transferred <Time at={endedAt} />
          </>
        )}
        .
      </span>
    </>
  )
}

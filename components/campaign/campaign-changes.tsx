import { Icon } from '@/components/ui/icon'
import { Day } from '@/components/ui/time'
import { joinWords } from '@/lib/checks/wording'
import type { CampaignChange } from '@/lib/data/campaign-changes'

/** That a campaign was about something else before; nothing where it never was. */
export function CampaignChanges({ changes }: { readonly changes: readonly CampaignChange[] }) {
  if (changes.length === 0) return null
  return (
    <div className="mt-4 grid gap-1 border-t pt-3 text-sm">
      <p className="flex items-center gap-1.5 font-medium text-unknown">
        <Icon name="warning" /> It was changed on the way
      </p>
      <p className="text-muted">All figures are by what it wants now, the earlier ones included.</p>
      <ul className="grid gap-1">
        {changes.map(({ day, by, what }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one day may have several, in a fixed order
          <li key={`${day} ${index}`} className="[overflow-wrap:anywhere]">
            <Day day={day} />, {by}: {joinWords(what, 'and')}
          </li>
        ))}
      </ul>
    </div>
  )
}

import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { repositoryPath, teamPath, waiverPath } from '@/components/ui/paths'
import { ScrollArea } from '@/components/ui/scroll-area'
import { Tag } from '@/components/ui/tag'
import { Day, Time } from '@/components/ui/time'
import { VerdictBadge } from '@/components/ui/verdict'
import { visibleText } from '@/lib/checks/visible-text'
import { formatCount } from '@/lib/checks/wording'
import type { ListedWaiver } from '@/lib/data/organisation-waivers'

const SOON = 14

/** Waivers of several repositories: which gap, why, by whom and until when. */
export function WaiverTable({
  org,
  rows,
  caption,
}: {
  readonly org: string
  readonly rows: readonly ListedWaiver[]
  readonly caption: string
}) {
  return (
    <ScrollArea label={caption}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b text-left align-bottom text-muted text-xs">
            {['Last day', 'Repository', 'Characteristic', 'Now', 'Reason', 'Waived by'].map((head) => (
              <th key={head} scope="col" className="px-2 py-2 font-normal first:pl-0">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-b align-top last:border-0">
              <td className="py-2.5 pr-2 whitespace-nowrap">
                <Day day={row.expiresOn} />
                <span
                  className={`block text-xs ${row.daysLeft <= SOON && row.daysLeft >= 0 ? 'font-medium text-unknown' : 'text-muted'}`}
                >
                  {whenOf(row.daysLeft)}
                </span>
              </td>
              <th scope="row" className="px-2 py-2.5 text-left font-normal">
                <Link
                  href={repositoryPath(org, row.repository, row.characteristic)}
                  className="inline-block min-h-6 font-medium [overflow-wrap:anywhere] hover:underline"
                >
                  {row.repository}
                </Link>
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
                  {row.isPrivate && <Tag icon="lock">Private</Tag>}
                  {row.teams.map(({ slug, name }) => (
                    <Link key={slug} href={teamPath(org, slug)} className="py-1 hover:underline">
                      {name}
                    </Link>
                  ))}
                </span>
              </th>
              <td className="px-2 py-2.5">
                <Link href={waiverPath(org, row.repository, row.characteristic)} className="link">
                  {characteristicName(row.characteristic)}
                </Link>
              </td>
              <td className="px-2 py-2.5">{row.verdict && <VerdictBadge verdict={row.verdict} />}</td>
              <td className="min-w-48 px-2 py-2.5 [overflow-wrap:anywhere]">{visibleText(row.reason)}</td>
              <td className="px-2 py-2.5 whitespace-nowrap">
                {row.by}
                <span className="block text-muted text-xs">
                  <Time at={row.createdAt} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function whenOf(days: number): string {
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return days > 0 ? `in ${formatCount(days)} days` : `${formatCount(-days)} days ago`
}

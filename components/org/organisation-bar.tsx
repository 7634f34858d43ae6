import { Link } from '@/components/ui/link'
import { NavTabs } from '@/components/ui/nav-tabs'
import {
  campaignsPath,
  changesPath,
  characteristicsPath,
  orgPath,
  settingsPath,
  teamsPath,
  waiversPath,
} from '@/components/ui/paths'
import { RANGE_FIELDS } from '@/lib/data/trend-range'

/** Whose pages these are, and the parts of them; and the way to the viewer's other organisations. */
export function OrganisationBar({
  login,
  hasTeams,
  hasOthers,
}: {
  readonly login: string
  /** Somebody from outside is told of no team, nor of campaigns. */
  readonly hasTeams: boolean
  readonly hasOthers: boolean
}) {
  const tabs = [
    { href: orgPath(login), label: 'Scorecard', also: `${orgPath(login)}/repositories`, keeps: RANGE_FIELDS },
    ...(hasTeams ? [{ href: teamsPath(login), label: 'Teams', keeps: RANGE_FIELDS }] : []),
    { href: changesPath(login), label: 'Changes', keeps: RANGE_FIELDS },
    { href: characteristicsPath(login), label: 'Characteristics' },
    ...(hasTeams ? [{ href: campaignsPath(login), label: 'Campaigns' }] : []),
    { href: waiversPath(login), label: 'Waivers' },
    { href: settingsPath(login), label: 'Settings' },
  ]
  return (
    <div className="border-b bg-surface print:hidden">
      <div className="mx-auto flex max-w-7xl flex-col px-4 text-sm sm:flex-row sm:gap-6 sm:px-6">
        <p className="flex min-w-0 items-center gap-2 max-sm:pt-2 sm:max-w-[40%] sm:shrink-0">
          <Link href={orgPath(login)} className="truncate font-medium">
            {login}
          </Link>
          {hasOthers && (
            <Link href="/orgs" className="link py-1 text-xs">
              Switch<span className="sr-only"> to another organisation</span>
            </Link>
          )}
        </p>
        <NavTabs label={`Parts of ${login}`} tabs={tabs} />
      </div>
    </div>
  )
}

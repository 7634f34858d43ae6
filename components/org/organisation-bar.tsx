import Link from 'next/link'
import { NavTabs } from '@/components/ui/nav-tabs'
import { characteristicsPath, orgPath, settingsPath, teamsPath } from '@/components/ui/paths'

/** Whose pages these are, and the parts of them; and the way to the viewer's other organisations. */
export function OrganisationBar({
  login,
  hasTeams,
  hasOthers,
}: {
  readonly login: string
  /** Somebody from outside is told of no team. */
  readonly hasTeams: boolean
  readonly hasOthers: boolean
}) {
  const tabs = [
    { href: orgPath(login), label: 'Scorecard', also: `${orgPath(login)}/repositories` },
    ...(hasTeams ? [{ href: teamsPath(login), label: 'Teams' }] : []),
    { href: characteristicsPath(login), label: 'Characteristics' },
    { href: settingsPath(login), label: 'Settings' },
  ]
  return (
    <div className="border-b bg-surface">
      <div className="mx-auto max-w-7xl px-4 sm:px-6">
        <NavTabs
          label={`Parts of ${login}`}
          tabs={tabs}
          lead={
            <span className="mr-1 flex max-w-[45vw] shrink-0 items-center gap-2">
              <Link href={orgPath(login)} className="truncate font-medium -outline-offset-2">
                {login}
              </Link>
              {hasOthers && (
                <Link href="/orgs" className="link py-1.5 text-xs -outline-offset-2">
                  Switch<span className="sr-only"> to another organisation</span>
                </Link>
              )}
            </span>
          }
        />
      </div>
    </div>
  )
}

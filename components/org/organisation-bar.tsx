import Link from 'next/link'
import { NavTabs } from '@/components/ui/nav-tabs'
import { characteristicsPath, orgPath, settingsPath, teamsPath } from '@/components/ui/paths'

/** Whose pages these are, and the parts of them. */
export function OrganisationBar({ login }: { readonly login: string }) {
  const tabs = [
    { href: orgPath(login), label: 'Scorecard', also: `${orgPath(login)}/repositories` },
    { href: teamsPath(login), label: 'Teams' },
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
            <Link href={orgPath(login)} className="mr-1 max-w-[35vw] shrink-0 truncate font-medium -outline-offset-2">
              {login}
            </Link>
          }
        />
      </div>
    </div>
  )
}

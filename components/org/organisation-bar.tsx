import Link from 'next/link'
import { NavTabs } from '@/components/ui/nav-tabs'
import { characteristicsPath, orgPath, teamsPath } from '@/components/ui/paths'

/** Whose pages these are, and the parts of them. */
export function OrganisationBar({ login }: { readonly login: string }) {
  const tabs = [
    { href: orgPath(login), label: 'Scorecard', also: `${orgPath(login)}/repositories` },
    { href: teamsPath(login), label: 'Teams' },
    { href: characteristicsPath(login), label: 'Characteristics' },
  ]
  return (
    <div className="border-b bg-surface">
      <div className="mx-auto flex max-w-7xl items-center gap-x-6 px-4 sm:px-6">
        <Link href={orgPath(login)} className="max-w-[35vw] truncate font-medium text-sm">
          {login}
        </Link>
        <NavTabs label={`Parts of ${login}`} tabs={tabs} />
      </div>
    </div>
  )
}

import Link from 'next/link'
import { orgPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { OrganisationSummary } from '@/lib/data/organisations'

export function OrganisationList({ organisations }: { readonly organisations: readonly OrganisationSummary[] }) {
  return (
    <ul className="divide-y rounded-lg border bg-surface">
      {organisations.map((organisation) => (
        <li key={organisation.login} className="relative flex items-center gap-4 px-4 py-4 hover:bg-sunken/50 sm:px-5">
          <div className="min-w-0 flex-1">
            <h2 className="flex items-center gap-2 font-medium">
              <Link href={orgPath(organisation.login)} className="truncate after:absolute after:inset-0">
                {organisation.name ?? organisation.login}
              </Link>
              {organisation.role === 'admin' && <Tag>Owner</Tag>}
            </h2>
            {organisation.description && <p className="truncate text-muted text-sm">{organisation.description}</p>}
            <p className="text-muted text-xs">
              {organisation.syncedAt ? (
                <>
                  {organisation.repositories !== null && `${count(organisation.repositories)} that you can see · `}
                  listed <Time at={organisation.syncedAt} />
                </>
              ) : (
                'Not scanned yet'
              )}
            </p>
          </div>
          <p className="text-right">
            <span className="block text-muted text-xs">Score</span>
            <Score
              value={organisation.score}
              reason="No repository has a score yet."
              className="font-semibold text-2xl"
            />
          </p>
        </li>
      ))}
    </ul>
  )
}

function count(repositories: number): string {
  return `${repositories.toLocaleString('en-GB')} ${repositories === 1 ? 'repository' : 'repositories'}`
}

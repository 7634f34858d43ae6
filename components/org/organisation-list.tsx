import Link from 'next/link'
import type { ReactNode } from 'react'
import { orgPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import type { OrganisationSummary } from '@/lib/data/organisations'

const CLOSED = {
  suspended: 'The GitHub App is suspended here: an owner of the organisation can take that back on GitHub.',
  'not-installed': 'The GitHub App is not installed here.',
} as const

export function OrganisationList({ organisations }: { readonly organisations: readonly OrganisationSummary[] }) {
  return (
    <ul className="divide-y rounded-lg border bg-surface">
      {organisations.map((organisation) => (
        <OrganisationItem key={organisation.login} organisation={organisation} />
      ))}
    </ul>
  )
}

function OrganisationItem({ organisation }: { readonly organisation: OrganisationSummary }) {
  const { login, name, description, role, state } = organisation
  const isOpen = state === 'scanned' || state === 'not-scanned'
  return (
    <li className={isOpen ? `${ITEM} hover:bg-sunken/50` : ITEM}>
      <div className="min-w-0 flex-1">
        <h2 className="flex items-center gap-2 font-medium">
          {isOpen ? (
            <Link href={orgPath(login)} className="truncate after:absolute after:inset-0">
              {name ?? login}
            </Link>
          ) : (
            <span className="truncate text-muted">{name ?? login}</span>
          )}
          {role === 'admin' && <Tag>Owner</Tag>}
          {role === 'collaborator' && <Tag>Some repositories</Tag>}
        </h2>
        {description && <p className="truncate text-muted text-sm">{description}</p>}
        <p className="text-muted text-xs">{stateOf(organisation)}</p>
      </div>
      {state === 'scanned' && (
        <p className="text-right">
          <span className="block text-muted text-xs">Score</span>
          <Score
            value={organisation.score}
            reason="No repository has a score yet."
            className="font-semibold text-2xl"
          />
        </p>
      )}
      {state === 'not-scanned' && role !== 'collaborator' && (
        <p aria-hidden="true" className="text-accent text-sm">
          Start the first scan
        </p>
      )}
    </li>
  )
}

const ITEM = 'relative flex items-center gap-4 px-4 py-4 sm:px-5'

function stateOf({ state, repositories, syncedAt }: OrganisationSummary): ReactNode {
  if (state === 'suspended' || state === 'not-installed') return CLOSED[state]
  if (state === 'not-scanned' || syncedAt === null) return 'Not scanned yet'
  return (
    <>
      {repositories !== null && `${count(repositories)} that you can see · `}
      listed <Time at={syncedAt} />
    </>
  )
}

function count(repositories: number): string {
  return `${repositories.toLocaleString('en-GB')} ${repositories === 1 ? 'repository' : 'repositories'}`
}

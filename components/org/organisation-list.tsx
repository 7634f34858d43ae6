import type { ReactNode } from 'react'
import { ExternalLink } from '@/components/ui/external-link'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { orgPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import { plural } from '@/lib/checks/wording'
import type { OrganisationSummary } from '@/lib/data/organisations'

export function OrganisationList({
  organisations,
  githubUrl,
}: {
  readonly organisations: readonly OrganisationSummary[]
  /** Without a slash at its end. */
  readonly githubUrl: string
}) {
  return (
    <ul className="divide-y rounded-lg border bg-surface">
      {organisations.map((organisation) => (
        <OrganisationItem key={organisation.login} organisation={organisation} githubUrl={githubUrl} />
      ))}
    </ul>
  )
}

function OrganisationItem({
  organisation,
  githubUrl,
}: {
  readonly organisation: OrganisationSummary
  readonly githubUrl: string
}) {
  const { login, name, description, role, state, score, hasOwnWeights } = organisation
  const isOpen = state === 'scanned' || state === 'not-scanned'
  return (
    <li className={isOpen ? `${ITEM} hover:bg-sunken/50` : ITEM}>
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {isOpen ? (
            <Link href={orgPath(login)} className="[overflow-wrap:anywhere] after:absolute after:inset-0">
              {name ?? login}
            </Link>
          ) : (
            <span className="text-muted [overflow-wrap:anywhere]">{name ?? login}</span>
          )}
          {role === 'admin' && <Tag>Owner</Tag>}
          {role === 'collaborator' && <Tag>Outside collaborator</Tag>}
        </h2>
        {description && <p className="text-muted text-sm sm:truncate">{description}</p>}
        {isOpen ? (
          <p className="text-muted text-xs">{stateOf(organisation)}</p>
        ) : (
          <Closed organisation={organisation} githubUrl={githubUrl} />
        )}
      </div>
      {state === 'scanned' && score !== null && (
        <p className="text-right">
          <span className="block text-muted text-xs">Score{hasOwnWeights && ' by own weights'}</span>
          <Score value={score} className="font-semibold text-2xl" />
        </p>
      )}
      {state === 'not-scanned' && role !== 'collaborator' && (
        <p aria-hidden="true" className="flex items-center gap-1 text-accent text-sm">
          Start the first scan
          <Icon name="arrow-right" />
        </p>
      )}
    </li>
  )
}

const ITEM = 'relative flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4 sm:px-5'

function stateOf({ state, repositories, syncedAt }: OrganisationSummary): ReactNode {
  if (state === 'not-scanned' || syncedAt === null) return 'Not scanned yet'
  return (
    <>
      Scanned <Time at={syncedAt} />
      {repositories !== null && ` · ${count(repositories)} that you can see`}
    </>
  )
}

/** Why nothing can be seen of it, and what an owner can do. */
function Closed({
  organisation: { login, role, state, installationId },
  githubUrl,
}: {
  readonly organisation: OrganisationSummary
  readonly githubUrl: string
}) {
  if (state === 'not-installed') {
    return <p className="text-muted text-sm">The GitHub App is not installed here. An owner can install it.</p>
  }
  const settings = `${githubUrl}/organizations/${encodeURIComponent(login)}/settings/installations/${installationId}`
  return (
    <p className="text-sm text-unknown">
      The GitHub App is suspended here, so nothing is shown.{' '}
      {role === 'admin' ? (
        <ExternalLink href={settings}>Lift the suspension on GitHub</ExternalLink>
      ) : (
        'An owner can lift the suspension on GitHub.'
      )}
    </p>
  )
}

function count(repositories: number): string {
  return plural(repositories, 'repository', 'repositories')
}

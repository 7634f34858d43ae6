import { PrintButton } from '@/components/print/print-button'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { ExternalLink } from '@/components/ui/external-link'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { orgPath, teamPath } from '@/components/ui/paths'
import { Tag } from '@/components/ui/tag'
import { recheckRepository } from '@/lib/actions/scan'
import { KIND_TITLES } from '@/lib/checks/rubric'
import type { RepositoryDetail } from '@/lib/data/repository'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { Recheck } from './recheck'

export function RepositoryHeader({
  repository,
  scan,
}: {
  readonly repository: RepositoryDetail
  /** The organisation's scan that may be about to look at this repository. */
  readonly scan: ScanProgress | null
}) {
  const { org, name, description, githubUrl, audit, teams, isPrivate, isArchived, isFork } = repository
  return (
    <PageHeader
      title={name}
      eyebrow={<Breadcrumb steps={[{ href: `${orgPath(org)}#repositories`, label: 'Repositories' }]} />}
      actions={
        <>
          {audit && <PrintButton />}
          <Recheck
            org={org}
            recheck={recheckRepository.bind(null, org, name)}
            scan={scan}
            state={repository.check?.status ?? null}
          />
        </>
      }
    >
      {description && <span className="mb-2 block [overflow-wrap:anywhere]">{description}</span>}
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        {audit && <Tag>{KIND_TITLES[audit.kind]}</Tag>}
        {isPrivate && <Tag icon="lock">Private</Tag>}
        {isArchived && <Tag icon="archive">Archived</Tag>}
        {isFork && <Tag>Fork</Tag>}
        {teams.map((team) => (
          <Link key={team.slug} href={teamPath(org, team.slug)} className="link">
            {team.name}
          </Link>
        ))}
        <ExternalLink href={githubUrl}>GitHub</ExternalLink>
      </span>
    </PageHeader>
  )
}

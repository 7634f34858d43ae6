import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ExportLinks } from '@/components/ui/export-links'
import { Notice } from '@/components/ui/notice'
import { exportPath, repositoryPath } from '@/components/ui/paths'
import { getAuditComparison } from '@/lib/data/audit-comparison'
import { shortCommit } from '@/lib/data/github-links'
import { CommitChoice } from './commit-choice'
import { ComparedFigures } from './compared-figures'
import { ComparedVerdicts } from './compared-verdicts'

/** Two audited commits of a repository: what to choose, what moved, and which verdicts differ. */
export async function ComparisonView({
  org,
  name,
  from,
  to,
}: {
  readonly org: string
  readonly name: string
  /** As the address names them; undefined for what it does not. */
  readonly from: string | undefined
  readonly to: string | undefined
}) {
  const comparison = await getAuditComparison(org, name, { from, to })
  const { choices, missing, compared, githubUrl } = comparison
  const page = repositoryPath(comparison.org, comparison.name)
  if (choices.length < 2 && missing.length === 0) {
    return (
      <Empty
        title={choices.length === 0 ? 'No commit is audited yet' : 'Only one commit is audited'}
        actions={<ButtonLink href={page}>Back to {comparison.name}</ButtonLink>}
      >
        There is something to compare once a second commit is audited.
      </Empty>
    )
  }
  return (
    <>
      <CommitChoice
        choices={choices}
        from={compared?.from.commit ?? choices[1]?.commit ?? ''}
        to={compared?.to.commit ?? choices[0]?.commit ?? ''}
      />
      {missing.length > 0 && (
        <Notice tone="unsure" role="note">
          No audit of {missing.map((commit) => shortCommit(commit)).join(' and ')} is stored. Audited are the ends of
          months, and what was the head when a scan ran: choose two of those above.
        </Notice>
      )}
      {missing.length === 0 && !compared && (
        <Notice tone="plain" role="note">
          No audited commit is older than the chosen one. Choose what to compare it with.
        </Notice>
      )}
      {compared && <ComparedFigures compared={compared} githubUrl={githubUrl} />}
      {compared && (
        <ComparedVerdicts
          changes={compared.changes}
          same={compared.same}
          isSameCommit={compared.from.commit === compared.to.commit}
          rulesChanged={compared.rulesChanged}
          githubUrl={githubUrl}
          page={page}
        />
      )}
      {compared && (
        <ExportLinks
          what="the comparison"
          path={exportPath(page, 'comparison')}
          search={`?from=${compared.from.commit}&to=${compared.to.commit}`}
          keeps={['from', 'to']}
        />
      )}
    </>
  )
}

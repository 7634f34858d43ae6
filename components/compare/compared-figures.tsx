import type { ReactNode } from 'react'
import { ExternalLink } from '@/components/ui/external-link'
import { Panel } from '@/components/ui/panel'
import { Change, formatCoverage, Score } from '@/components/ui/score'
import { ScrollArea } from '@/components/ui/scroll-area'
import { Day } from '@/components/ui/time'
import { CATEGORIES, KIND_TITLES } from '@/lib/checks/rubric'
import type { AuditComparison, ComparedAudit } from '@/lib/data/audit-comparison'
import { commitUrl, compareUrl, shortCommit } from '@/lib/data/github-links'

/** Score, categories, coverage and kind of both, and what the difference is. */
export function ComparedFigures({
  compared: { from, to },
  githubUrl,
}: {
  readonly compared: NonNullable<AuditComparison['compared']>
  readonly githubUrl: string
}) {
  return (
    <Panel
      title="Score"
      actions={
        from.commit !== to.commit && (
          <span className="text-sm">
            <ExternalLink href={compareUrl(githubUrl, from.commit, to.commit)}>The code on GitHub</ExternalLink>
          </span>
        )
      }
    >
      <ScrollArea label="Score of both commits">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Score and categories of both commits</caption>
          <thead>
            <tr className="border-b text-left text-muted text-xs">
              <th scope="col" className="py-2 pr-3 font-medium">
                Figure
              </th>
              <CommitHeading audit={from} githubUrl={githubUrl} />
              <CommitHeading audit={to} githubUrl={githubUrl} />
              <th scope="col" className="py-2 text-right font-medium">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            <ScoreRow name="Score" before={from.score} after={to.score} isTotal />
            {CATEGORIES.map(({ id, short }) => (
              <ScoreRow key={id} name={short} before={from.categories[id]} after={to.categories[id]} />
            ))}
            <Row name="Coverage" before={formatCoverage(from.coverage)} after={formatCoverage(to.coverage)} />
            {from.kind !== to.kind && (
              <Row name="Kind" before={KIND_TITLES[from.kind]} after={KIND_TITLES[to.kind]} change="Other questions" />
            )}
          </tbody>
        </table>
      </ScrollArea>
    </Panel>
  )
}

function CommitHeading({ audit, githubUrl }: { readonly audit: ComparedAudit; readonly githubUrl: string }) {
  return (
    <th scope="col" className="py-2 pr-3 text-right font-medium whitespace-nowrap">
      <a href={commitUrl(githubUrl, audit.commit)} rel="noreferrer" className="link font-mono">
        {shortCommit(audit.commit)}
      </a>
      <Day day={audit.committedAt} className="block font-normal" />
    </th>
  )
}

function ScoreRow({
  name,
  before,
  after,
  isTotal = false,
}: {
  readonly name: string
  readonly before: number | null
  readonly after: number | null
  readonly isTotal?: boolean
}) {
  const reason = 'One of the two has no score here.'
  return (
    <Row
      name={name}
      before={<Score value={before} className={isTotal ? 'font-semibold' : undefined} />}
      after={<Score value={after} className={isTotal ? 'font-semibold' : undefined} />}
      change={<Change points={before === null || after === null ? null : after - before} reason={reason} />}
    />
  )
}

function Row({
  name,
  before,
  after,
  change,
}: {
  readonly name: string
  readonly before: ReactNode
  readonly after: ReactNode
  readonly change?: ReactNode
}) {
  return (
    <tr className="border-b last:border-0">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        {name}
      </th>
      <td className="py-2 pr-3 text-right">{before}</td>
      <td className="py-2 pr-3 text-right">{after}</td>
      <td className="py-2 text-right">{change}</td>
    </tr>
  )
}

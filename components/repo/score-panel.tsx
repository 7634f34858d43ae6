import type { ReactNode } from 'react'
import { ExternalLink } from '@/components/ui/external-link'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { settingsPath } from '@/components/ui/paths'
import { Change, formatCoverage, Score, ScoreBar, ScoreFigure } from '@/components/ui/score'
import { Day, Time } from '@/components/ui/time'
import { CATEGORIES, type CharacteristicId } from '@/lib/checks/rubric'
import { categoryScores, exemptedScore } from '@/lib/checks/score'
import { commitUrl, shortCommit } from '@/lib/data/github-links'
import type { RepositoryAudit, RepositoryDetail, RepositoryResult } from '@/lib/data/repository'
import type { ScoreChange } from '@/lib/data/repository-history'

/** The score with what it stands on: coverage, the commit, and the categories it is made of. */
export function ScorePanel({
  repository,
  audit,
  shown,
  waived,
  changes,
  unknownHref,
  ready,
}: {
  readonly repository: RepositoryDetail
  readonly audit: RepositoryAudit
  /** The repository as a whole, or one of its projects. */
  readonly shown: {
    readonly title: string
    readonly score: number | null
    readonly coverage: number
    readonly results: readonly RepositoryResult[]
  }
  /** What is waived now; it stays in the score, and leaves the effective one. */
  readonly waived: readonly { readonly id: CharacteristicId }[]
  /** How far the score came; none of a project, whose days are not kept. */
  readonly changes: readonly ScoreChange[]
  /** Address of the page narrowed to what could not be judged. */
  readonly unknownHref: string
  /** Whether the repository is ready for production, in a line. */
  readonly ready?: ReactNode
}) {
  const { githubUrl, headCommit, check } = repository
  const scores = categoryScores(shown.results)
  const unknown = shown.results.filter(({ verdict }) => verdict === 'unknown').length
  const isBehind = repository.isBehind || (headCommit !== null && headCommit !== audit.commit)
  const checkedAt = check?.foundUnchanged ? check.finishedAt : null
  return (
    <Panel title={shown.title}>
      <ScoreFigure
        value={shown.score}
        reason={audit.kind === 'none' ? 'It holds no Python to judge.' : 'Nothing could be judged.'}
      />
      {changes.length > 0 && (
        <dl className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {changes.map(({ days, points, rejudged }) => (
            <div key={days} className="flex items-baseline gap-1.5">
              <dt className="text-muted">In {days} days</dt>
              <dd>
                <Change
                  points={points}
                  reason={rejudged ? 'Other rules judged then.' : 'There is no score to compare with then.'}
                />
                {rejudged && <span className="ml-1 text-muted text-xs">(other rules then)</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {ready}
      <Effective results={shown.results} waived={waived} />
      {audit.hasOwnWeights && (
        <p className="mt-1 text-muted text-sm">
          By the{' '}
          <Link href={`${settingsPath(repository.org)}#weights`} className="link">
            own weights
          </Link>{' '}
          of {repository.org}.
        </p>
      )}
      <ul className="mt-5 grid gap-2.5">
        {CATEGORIES.map(({ id, short }) => (
          <li key={id} className="grid grid-cols-[7.5rem_minmax(0,1fr)_2rem] items-center gap-3 text-sm">
            <a href={`#${id}`} className="text-muted hover:text-ink hover:underline">
              {short}
            </a>
            <ScoreBar value={scores[id]} />
            <Score
              value={scores[id]}
              reason="Nothing in this category was judged."
              className="text-right font-medium"
            />
          </li>
        ))}
      </ul>
      <dl className="mt-5 grid gap-2 text-sm">
        <Fact name="Coverage" title="Of the weight that applies, how much could be judged">
          {unknown > 0 && (
            <a href={unknownHref} className="link mr-2 font-normal">
              {unknown} unknown
            </a>
          )}
          {formatCoverage(shown.coverage)}
        </Fact>
        <Fact name="Commit">
          <ExternalLink href={commitUrl(githubUrl, audit.commit)}>
            <span className="font-mono text-code">{shortCommit(audit.commit)}</span>
          </ExternalLink>
        </Fact>
        <Fact name="Committed">
          <Day day={audit.committedAt} relative />
        </Fact>
        <Fact name="Audited">
          <Time at={audit.auditedAt} />
        </Fact>
        {checkedAt && (
          <Fact name="Found unchanged">
            <Time at={checkedAt} />
          </Fact>
        )}
      </dl>
      {isBehind && (
        <div className="mt-3">
          <Notice tone="unsure" role="note">
            {repository.isBehind
              ? 'The newest commit could not be judged. This score is of an older one.'
              : 'There are newer commits that are not audited yet.'}
          </Notice>
        </div>
      )}
    </Panel>
  )
}

function Effective({
  results,
  waived,
}: {
  readonly results: readonly RepositoryResult[]
  readonly waived: readonly { readonly id: CharacteristicId }[]
}) {
  const gaps = waived.filter(({ id }) => results.some((result) => result.id === id && isGap(result)))
  if (gaps.length === 0) return null
  const effective = exemptedScore(results, gaps)
  return (
    <p className="mt-3 text-sm">
      Effective{' '}
      {effective === null ? (
        <Score value={null} reason="All that was judged is waived." />
      ) : (
        <strong className="font-semibold">{effective.toFixed(1)}</strong>
      )}
      , without{' '}
      <a href="#waivers" className="link">
        {gaps.length === 1 ? 'one waived gap' : `${gaps.length} waived gaps`}
      </a>
      <span className="text-muted">. Figures of teams and the organisation are made of the score above.</span>
    </p>
  )
}

function isGap({ verdict }: RepositoryResult): boolean {
  return verdict === 'fail' || verdict === 'partial'
}

function Fact({
  name,
  title,
  children,
}: {
  readonly name: string
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-t pt-2">
      <dt className="text-muted" title={title}>
        {name}
      </dt>
      <dd className="font-medium">{children}</dd>
    </div>
  )
}

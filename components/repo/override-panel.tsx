import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { Prose } from '@/components/ui/prose'
import { Score } from '@/components/ui/score'
import { KIND_TITLES } from '@/lib/checks/rubric'
import { exemptedScore } from '@/lib/checks/score'
import { visibleText } from '@/lib/checks/visible-text'
import { formatCount } from '@/lib/checks/wording'
import type { RepositoryOverride, RepositoryResult } from '@/lib/data/repository'
import { type CommitPlace, EvidenceLink } from './evidence-link'
import { EvidenceList } from './evidence-list'

/** What the owner's file asks for; exemptions leave every verdict and the score as they are. */
export function OverridePanel({
  override,
  results,
  place,
  href,
}: {
  readonly override: RepositoryOverride
  readonly results: readonly RepositoryResult[]
  readonly place: CommitPlace
  /** Address of the page on which each characteristic stands, without an anchor. */
  readonly href: string
}) {
  const { path, kind, exclude, excluded, exempt, problems } = override
  const without = exempt.length > 0 ? exemptedScore(results, exempt) : null
  const counts = `${formatCount(excluded.files)} Python ${excluded.files === 1 ? 'file' : 'files'}, ${formatCount(excluded.lines)} lines`
  return (
    <Panel title="Set by the owner" note={`In ${visibleText(path)}`}>
      <dl className="grid gap-4 text-sm">
        {kind && (
          <Setting name="Kind">
            {KIND_TITLES[kind.kind]} <EvidenceLink evidence={{ path, line: kind.line, note: '' }} place={place} />
          </Setting>
        )}
        {exclude.length > 0 && (
          <Setting name="Left out of the application code">
            {counts}
            <ul>
              {exclude.map(({ pattern, line }) => (
                <li key={`${line} ${pattern}`}>
                  <code className="font-mono text-code [overflow-wrap:anywhere]">{visibleText(pattern)}</code>{' '}
                  <EvidenceLink evidence={{ path, line, note: '' }} place={place} />
                </li>
              ))}
            </ul>
          </Setting>
        )}
        {exempt.length > 0 && (
          <Setting name="Exemptions">
            <p className="text-muted">
              They change no verdict and not the score
              {without !== null && (
                <>
                  , which would be <Score value={without} className="font-medium" /> with them
                </>
              )}
              .
            </p>
            <ul className="mt-1 grid gap-2">
              {exempt.map(({ id, reason, line }) => (
                <li key={id}>
                  <a href={`${href}#${id}`} className="link">
                    {characteristicName(id)}
                  </a>{' '}
                  <EvidenceLink evidence={{ path, line, note: '' }} place={place} />
                  <span className="block text-muted [overflow-wrap:anywhere]">
                    <Prose>{reason}</Prose>
                  </span>
                </li>
              ))}
            </ul>
          </Setting>
        )}
        {problems.length > 0 && (
          <Setting name="Not honoured">
            <EvidenceList evidence={problems} place={place} />
          </Setting>
        )}
      </dl>
    </Panel>
  )
}

function Setting({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt className="mb-0.5 font-medium text-muted text-xs">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

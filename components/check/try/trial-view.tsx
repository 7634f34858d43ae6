import { Notice } from '@/components/ui/notice'
import { Prose } from '@/components/ui/prose'
import { VerdictBadge, VerdictText } from '@/components/ui/verdict'
import type { Verdict } from '@/lib/checks/rubric'
import type { Evidence } from '@/lib/facts/facts'
import type { Trial, TrialAnswer } from '@/lib/trials/trial'

/** What came of a trial: verdict, message and evidence, whose places lead into the editor. */
export function TrialView({
  answer,
  before,
  isStale,
  anchorOf,
  onJump,
}: {
  readonly answer: TrialAnswer
  /** The verdict of the example as it stands. */
  readonly before: Verdict
  /** The files were changed since. */
  readonly isStale: boolean
  /** The anchor of a file in the editor; null for one that is not there. */
  readonly anchorOf: (path: string) => string | null
  readonly onJump: (evidence: Evidence) => void
}) {
  if (!answer.ok) {
    return (
      <Notice tone="bad" role="alert">
        {answer.error}
      </Notice>
    )
  }
  const { trial } = answer
  return (
    <div className="grid gap-3 text-sm">
      {trial.unparsed.map(({ path, reason }) => (
        <Notice key={path} tone="unsure">
          <Prose>{`${path} can not be parsed and is left out: ${reason}.`}</Prose>
        </Notice>
      ))}
      {isStale && <p className="text-muted text-xs">The files were changed since. They are judged when you pause.</p>}
      <p className="flex flex-wrap items-center gap-2">
        {trial.verdict !== before && (
          <>
            <VerdictText verdict={before} />
            {' → '}
          </>
        )}
        <VerdictBadge verdict={trial.verdict} />
      </p>
      <p>
        <Prose>{trial.message}</Prose>
      </p>
      <TrialEvidence trial={trial} anchorOf={anchorOf} onJump={onJump} />
      <p className="border-t pt-3 text-muted">
        Judged as: {trial.kind}. <Prose>{trial.kindReason}</Prose>
      </p>
    </div>
  )
}

function TrialEvidence({
  trial,
  anchorOf,
  onJump,
}: {
  readonly trial: Trial
  readonly anchorOf: (path: string) => string | null
  readonly onJump: (evidence: Evidence) => void
}) {
  if (trial.evidence.length === 0) return <p className="text-muted">It cites no evidence.</p>
  return (
    <ul aria-label="Evidence" className="grid gap-2">
      {trial.evidence.map((evidence) => {
        const { path, line, endLine, note } = evidence
        const place = line === undefined ? path : `${path}:${line}`
        return (
          <li key={`${place} ${endLine} ${note}`} className="min-w-0">
            <Place text={place} anchor={anchorOf(path)} onJump={() => onJump(evidence)} />
            <span className={path === '' ? undefined : 'block text-muted'}>
              <Prose>{note}</Prose>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** A place in a file; nothing where the evidence is of the repository as a whole. */
function Place({
  text,
  anchor,
  onJump,
}: {
  readonly text: string
  readonly anchor: string | null
  readonly onJump: () => void
}) {
  const look = 'font-mono text-code [overflow-wrap:anywhere]'
  if (anchor === null) return text === '' ? null : <span className={look}>{text}</span>
  return (
    <a
      href={`#${anchor}`}
      onClick={(event) => {
        event.preventDefault()
        onJump()
      }}
      className={`link inline-block py-0.5 ${look}`}
    >
      {text}
    </a>
  )
}

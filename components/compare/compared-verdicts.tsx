import { ChangeCauseText } from '@/components/check/change-cause'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { Prose } from '@/components/ui/prose'
import { VerdictText } from '@/components/ui/verdict'
import type { Verdict } from '@/lib/checks/rubric'
import type { ComparedVerdict } from '@/lib/data/audit-comparison'

/** The verdicts that differ, with what each audit said of it and by which commit it changed. */
export function ComparedVerdicts({
  changes,
  same,
  isSameCommit,
  rulesChanged,
  githubUrl,
  page,
}: {
  readonly changes: readonly ComparedVerdict[]
  /** Verdicts that are the same in both. */
  readonly same: number
  readonly isSameCommit: boolean
  readonly rulesChanged: boolean
  readonly githubUrl: string
  /** Address of the repository's page. */
  readonly page: string
}) {
  const rest = `${same} ${same === 1 ? 'verdict is' : 'verdicts are'} the same in both.`
  return (
    <Panel title="Verdicts that differ" note={changes.length > 0 ? rest : undefined}>
      {rulesChanged && (
        <p className="mb-3 text-muted text-sm">
          The two were audited by different rules, so a verdict may differ without a change of the code.
        </p>
      )}
      {changes.length === 0 ? (
        <p className="text-muted text-sm">{isSameCommit ? 'It is the same commit twice.' : `None: ${rest}`}</p>
      ) : (
        <ul>
          {changes.map((change) => (
            <ChangedVerdict key={change.characteristic} change={change} githubUrl={githubUrl} page={page} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function ChangedVerdict({
  change,
  githubUrl,
  page,
}: {
  readonly change: ComparedVerdict
  readonly githubUrl: string
  readonly page: string
}) {
  const { characteristic, from, to, messageBefore, messageAfter, steps } = change
  return (
    <li className="border-t py-3 text-sm first:border-t-0 first:pt-0">
      <h3 className="font-medium">
        <a href={`${page}#${characteristic}`} className="hover:underline">
          {characteristicName(characteristic)}
        </a>
      </h3>
      <dl className="mt-1 grid gap-x-6 gap-y-2 md:grid-cols-2">
        <Side name="Before" verdict={from} message={messageBefore} />
        <Side name="After" verdict={to} message={messageAfter} />
      </dl>
      {steps.length > 0 && (
        <ul className="mt-2 grid gap-1">
          {steps.map(({ from: before, to: after, cause }) => (
            <li key={`${cause.commit} ${before} ${after}`}>
              {steps.length > 1 && (
                <span className="flex items-baseline gap-1.5 text-xs">
                  <VerdictText verdict={before} />
                  <span aria-hidden="true">→</span>
                  <span className="sr-only">to</span>
                  <VerdictText verdict={after} />
                </span>
              )}
              <ChangeCauseText cause={cause} githubUrl={githubUrl} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function Side({
  name,
  verdict,
  message,
}: {
  readonly name: string
  readonly verdict: Verdict | null
  readonly message: string | null
}) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">
        {verdict === null ? <span className="text-muted">Not asked</span> : <VerdictText verdict={verdict} />}
        <span className="block text-muted">
          {message === null ? (
            verdict !== null && 'What it said is no longer kept: the audit is older than a month.'
          ) : (
            <Prose>{message}</Prose>
          )}
        </span>
      </dd>
    </div>
  )
}

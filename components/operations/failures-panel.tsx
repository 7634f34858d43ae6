import { Empty } from '@/components/ui/empty'
import { Panel } from '@/components/ui/panel'
import { orgPath, repositoryPath } from '@/components/ui/paths'
import { Time } from '@/components/ui/time'
import { retryFailedJobs } from '@/lib/actions/retry-failures'
import { formatCount, plural } from '@/lib/checks/wording'
import { getFailures, type ShownFailure, type ShownFailureGroup } from '@/lib/data/operated-failures'
import { FailureRetries, RetryFailures } from './failure-retries'

/** Jobs that were given up lately, by task and reason, each to be asked for again where that helps. */
export async function FailuresPanel() {
  const groups = await getFailures()
  return (
    <Panel title="Failures" note="Jobs that were given up in the last 7 days and that nobody asked for again.">
      <FailureRetries retry={retryFailedJobs}>
        {groups.length === 0 ? (
          <Empty title="Nothing failed" level="h3">
            What fails once is tried again by itself; only what is given up stands here.
          </Empty>
        ) : (
          <ul className="grid gap-5">
            {groups.map((group) => (
              <Group key={`${group.task} ${group.code}`} group={group} />
            ))}
          </ul>
        )}
      </FailureRetries>
    </Panel>
  )
}

function Group({ group }: { readonly group: ShownFailureGroup }) {
  const { task, code, title, reason, count, lastAt, withoutRetry, examples } = group
  const others = count - examples.length
  return (
    <li className="grid gap-2 border-t pt-4 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div className="min-w-0">
          <h3 className="font-medium text-sm">
            {title}: {reason}
          </h3>
          <p className="text-muted text-sm">
            {plural(count, 'job')}, the last <Time at={lastAt} /> (<Mono>{code}</Mono>)
          </p>
        </div>
        {withoutRetry === null && (
          <RetryFailures
            fields={{ task, code }}
            opener={
              <>
                {count === 1 ? 'Retry' : `Retry all ${formatCount(count)}`}
                <span className="sr-only">
                  {' '}
                  of {title}: {reason}
                </span>
              </>
            }
            title={`Retry ${plural(count, 'job')}?`}
            consequence="Each is put into the queue again, at most 200 at once, and spends GitHub’s budget. What failed several times is asked for once."
          />
        )}
      </div>
      {withoutRetry && <p className="text-muted text-sm">{withoutRetry}</p>}
      <ul className="grid gap-2 border-l-2 pl-3 text-sm">
        {examples.map((example) => (
          <Example key={example.id} example={example} mayRetry={withoutRetry === null && count > 1} />
        ))}
      </ul>
      {others > 0 && <p className="text-muted text-sm">And {plural(others, 'other')} like these.</p>}
    </li>
  )
}

function Example({ example, mayRetry }: { readonly example: ShownFailure; readonly mayRetry: boolean }) {
  const { id, jobId, failedAt, about } = example
  const what = about ? [about.organisation, about.repository].filter((name) => name !== null).join('/') : ''
  return (
    <li className="grid gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        {about ? <About about={about} /> : <p className="text-muted">Something that GitHub does not show you.</p>}
        <p className="text-muted text-xs">
          <Time at={failedAt} />
          {jobId && (
            <>
              , job <Mono>{jobId}</Mono>
            </>
          )}
        </p>
      </div>
      {mayRetry && (
        <RetryFailures
          fields={{ id }}
          opener={
            <>
              Retry<span className="sr-only"> {what || 'this one'}</span>
            </>
          }
          title="Retry this job?"
          consequence="It is put into the queue again and spends GitHub’s budget."
        />
      )}
    </li>
  )
}

function About({
  about: { organisation, repository, message },
}: {
  readonly about: NonNullable<ShownFailure['about']>
}) {
  const path =
    organisation !== null && (repository === null ? orgPath(organisation) : repositoryPath(organisation, repository))
  return (
    <p>
      {path && (
        <>
          <a href={path} className="link">
            {organisation}
            {repository !== null && `/${repository}`}
          </a>
          :{' '}
        </>
      )}
      {message}
    </p>
  )
}

function Mono({ children }: { readonly children: string }) {
  return <code className="font-mono text-[0.92em]">{children}</code>
}

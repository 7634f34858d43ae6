import type { Host, Repository } from '../host'
import type { AnnotationRecord, AppRecord, CheckRunRecord, CheckSuiteRecord } from '../records/record-schemas'
import { toSeconds } from '../rest/time'
import type { CheckRunChange, NewCheckRun } from './check-run-request'

/** Writes a check run of an App for a commit that is there. */
export function createCheckRun(
  host: Host,
  repository: Repository,
  app: AppRecord | null,
  request: NewCheckRun,
  headBranch: string | null,
): CheckRunRecord {
  const now = toSeconds(new Date())
  const { name, head_sha, conclusion } = request
  return host.records.edit(repository.about.id, (records) => {
    const suite = suiteFor(host, records.checkSuites, app, head_sha, headBranch, now)
    const run: CheckRunRecord = {
      id: host.records.nextId(),
      suiteId: suite.id,
      name,
      headSha: head_sha,
      status: conclusion ? 'completed' : (request.status ?? 'queued'),
      conclusion: conclusion ?? null,
      externalId: request.external_id ?? '',
      detailsUrl: request.details_url ?? null,
      startedAt: request.started_at ? toSeconds(request.started_at) : now,
      completedAt: completionOf(request, now),
      output: {
        title: request.output?.title ?? null,
        summary: request.output?.summary ?? null,
        text: request.output?.text ?? null,
      },
      annotations: (request.output?.annotations ?? []).map(annotationOf),
      app,
    }
    records.checkRuns.push(run)
    return run
  })
}

/** Changes what the request names; annotations are added to those that are there. */
export function changeCheckRun(host: Host, repository: Repository, run: CheckRunRecord, change: CheckRunChange): void {
  const now = toSeconds(new Date())
  host.records.edit(repository.about.id, () => {
    if (change.name !== undefined) run.name = change.name
    if (change.external_id !== undefined) run.externalId = change.external_id
    if (change.details_url !== undefined) run.detailsUrl = change.details_url
    if (change.started_at !== undefined) run.startedAt = toSeconds(change.started_at)
    if (change.conclusion !== undefined) {
      Object.assign(run, { status: 'completed', conclusion: change.conclusion, completedAt: completionOf(change, now) })
    } else if (change.status !== undefined) {
      Object.assign(run, { status: change.status, conclusion: null, completedAt: null })
    }
    if (!change.output) return
    const { title, summary, text, annotations } = change.output
    run.output = { title: title ?? run.output.title, summary, text: text ?? run.output.text }
    run.annotations.push(...annotations.map(annotationOf))
  })
}

/** The newest run of each name and App; what GitHub shows of a commit unless asked for all. */
export function latestRuns(runs: readonly CheckRunRecord[]): CheckRunRecord[] {
  const latest = new Map<string, CheckRunRecord>()
  for (const run of runs) latest.set(`${run.app?.id} ${run.name}`, run)
  return [...latest.values()]
}

function suiteFor(
  host: Host,
  suites: CheckSuiteRecord[],
  app: AppRecord | null,
  headSha: string,
  headBranch: string | null,
  createdAt: string,
): CheckSuiteRecord {
  const known = suites.find((suite) => suite.headSha === headSha && suite.app?.id === app?.id)
  if (known) return known
  const made = { id: host.records.nextId(), headSha, headBranch, app, createdAt }
  suites.push(made)
  return made
}

function completionOf({ conclusion, completed_at }: CheckRunChange, now: string): string | null {
  if (!conclusion) return null
  return completed_at ? toSeconds(completed_at) : now
}

function annotationOf(annotation: NonNullable<NewCheckRun['output']>['annotations'][number]): AnnotationRecord {
  const { start_column = null, end_column = null, title = null, raw_details = null, ...rest } = annotation
  return { ...rest, start_column, end_column, title, raw_details }
}

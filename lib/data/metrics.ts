import 'server-only'
import { countedFamilies } from '@/lib/metrics/counted-families'
import { type Family, type Sample, toExposition } from '@/lib/metrics/exposition'
import { db } from './db'
import { type GitHubBudget, readBudgets, readPeoplesLeast } from './github-budgets'
import { readCounts, storeCounts } from './metric-counters'
import { type KnownProcess, readProcesses } from './processes'
import { readQueue, type TaskState } from './queue-state'
import { SharedRead } from './shared-read'

/** Prometheus asks every 15 seconds or less often; whoever asks more often is answered the same. */
const KEPT_MS = 2000

const kept = new SharedRead<string>({ keptMs: KEPT_MS, mostKept: 1 })

/** The whole installation in Prometheus' text format: any one of its web servers tells of all processes. */
export function readMetrics(maxAgeMs = KEPT_MS): Promise<string> {
  return kept.get('metrics', maxAgeMs, async () => {
    await storeCounts()
    const [counts, scans, queue, budgets, people, processes] = await Promise.all([
      readCounts(),
      readScanStates(),
      readQueue(),
      readBudgets('without people'),
      readPeoplesLeast(),
      readProcesses(),
    ])
    return toExposition([
      gauge('airworthy_scans', 'Scans under way.', scans),
      ...queueFamilies(queue),
      ...budgetFamilies(budgets, people),
      ...processFamilies(processes.filter(({ isSilent }) => !isSilent)),
      ...countedFamilies(counts),
    ])
  })
}

const UNDER_WAY = [
  { scope: 'organisation', status: 'listing' },
  { scope: 'organisation', status: 'running' },
  { scope: 'repository', status: 'running' },
] as const

async function readScanStates(): Promise<readonly Sample[]> {
  const rows = await db().scan.groupBy({
    by: ['scope', 'status'],
    where: { status: { in: ['listing', 'running'] } },
    _count: true,
  })
  return UNDER_WAY.map((labels) => {
    const row = rows.find(({ scope, status }) => scope === labels.scope && status === labels.status)
    return { labels, value: row?._count ?? 0 }
  })
}

function queueFamilies(queue: readonly TaskState[]): readonly Family[] {
  const states = (task: TaskState) =>
    (['waiting', 'later', 'running', 'givenUp'] as const).map((state) => ({
      labels: { task: task.task, state: state === 'givenUp' ? 'given_up' : state },
      value: task[state],
    }))
  const ages = queue.map(({ task, oldestWaitingSeconds }) => ({ labels: { task }, value: oldestWaitingSeconds ?? 0 }))
  return [
    gauge('airworthy_queue_jobs', 'Jobs in the queue: due, put off, being done, given up.', queue.flatMap(states)),
    gauge('airworthy_queue_oldest_job_age_seconds', 'How long the oldest job that is due has waited.', ages),
  ]
}

function budgetFamilies(
  budgets: readonly GitHubBudget[],
  people: Awaited<ReturnType<typeof readPeoplesLeast>>,
): readonly Family[] {
  const of = (value: (budget: GitHubBudget) => number | null): Sample[] =>
    budgets.flatMap((budget) => {
      const number = value(budget)
      return number === null ? [] : [{ labels: { account: budget.key, resource: budget.resource }, value: number }]
    })
  const least = people.map(({ resource, remaining }) => ({ labels: { account: 'people', resource }, value: remaining }))
  return [
    gauge('airworthy_github_budget_remaining', 'What GitHub still lets an account ask; of people the least.', [
      // Of downloads GitHub tells no limit: nothing is left of nothing.
      ...of(({ remaining, limit }) => (limit === null ? null : remaining)),
      ...least,
    ]),
    gauge(
      'airworthy_github_budget_limit',
      'What GitHub lets an account ask in one hour.',
      of(({ limit }) => limit),
    ),
    gauge(
      'airworthy_github_budget_reset_timestamp_seconds',
      'When the hour of an account ends.',
      of(({ resetAt }) => resetAt && resetAt.getTime() / 1000),
    ),
    gauge(
      'airworthy_github_blocked',
      'Whether GitHub asked an account for silence, or did not answer it.',
      of(({ blockedUntil }) => (blockedUntil ? 1 : 0)),
    ),
  ]
}

function processFamilies(processes: readonly KnownProcess[]): readonly Family[] {
  const of = (value: (process: KnownProcess) => number): Sample[] =>
    processes.map((each) => ({ labels: { kind: each.kind, process: `${each.host}:${each.pid}` }, value: value(each) }))
  const alive = ['web', 'worker'].map((kind) => ({
    labels: { kind },
    value: processes.filter((process) => process.kind === kind).length,
  }))
  return [
    gauge('airworthy_processes', 'Processes that said within a minute that they are there.', alive),
    gauge(
      'airworthy_process_resident_memory_bytes',
      'Resident memory of a process.',
      of((each) => each.memoryBytes),
    ),
    {
      name: 'airworthy_process_cpu_seconds_total',
      type: 'counter',
      help: 'Processor time of a process since it started.',
      samples: of((each) => each.cpuSeconds),
    },
    gauge(
      'airworthy_process_start_time_seconds',
      'When a process started.',
      of((each) => each.startedAt.getTime() / 1000),
    ),
  ]
}

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, type: 'gauge', help, samples }
}

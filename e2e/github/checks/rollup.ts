import type { CheckRunRecord, StatusRecord } from '../records/record-schemas'

export type RollupState = 'SUCCESS' | 'FAILURE' | 'ERROR' | 'PENDING'

const FINE = ['success', 'neutral', 'skipped']

/** What all checks and statuses of a commit come to; undefined when it has none. */
export function rollupState(
  runs: readonly CheckRunRecord[],
  statuses: readonly StatusRecord[],
): RollupState | undefined {
  const states = [...runs.map(stateOfRun), ...statuses.map(({ state }) => STATES[state])]
  return PRECEDENCE.find((state) => states.includes(state))
}

/** The last status of each context, oldest first. */
export function latestStatuses(statuses: readonly StatusRecord[]): StatusRecord[] {
  const latest = new Map<string, StatusRecord>()
  for (const status of statuses) latest.set(status.context, status)
  return [...latest.values()]
}

/** The combined state of statuses alone: pending when there are none. */
export function combinedState(statuses: readonly StatusRecord[]): 'success' | 'failure' | 'pending' {
  const state = rollupState([], statuses)
  if (state === 'FAILURE' || state === 'ERROR') return 'failure'
  return state === 'SUCCESS' ? 'success' : 'pending'
}

/** What the runs of one App for a commit come to; null while one of them goes on. */
export function suiteConclusion(runs: readonly CheckRunRecord[]): CheckRunRecord['conclusion'] {
  if (runs.length === 0 || runs.some(({ conclusion }) => conclusion === null)) return null
  const bad = runs.find(({ conclusion }) => !FINE.includes(conclusion ?? ''))
  if (bad) return bad.conclusion
  return runs.some(({ conclusion }) => conclusion === 'success') ? 'success' : (runs[0]?.conclusion ?? null)
}

const PRECEDENCE: readonly RollupState[] = ['FAILURE', 'ERROR', 'PENDING', 'SUCCESS']
const STATES = { error: 'ERROR', failure: 'FAILURE', pending: 'PENDING', success: 'SUCCESS' } as const

function stateOfRun({ conclusion }: CheckRunRecord): RollupState {
  if (conclusion === null) return 'PENDING'
  return FINE.includes(conclusion) ? 'SUCCESS' : 'FAILURE'
}

import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { count } from '@/lib/metrics/counts'
import { readMarks } from './change-mark'
import { forgetStates, readState } from './known-state'
import { SharedRead } from './shared-read'

/** Nothing that pages show is older, whatever did not tell that it changed: such as the past, while it is being read. */
const MOST_AGE_MS = 10 * 60_000
/** While a scan of the organisation goes on, its past grows. */
const SCANNING_AGE_MS = 5000
/** Answers of all viewers; each is some ten kilobytes at the most. */
const MOST_KEPT = 5000

const kept = new SharedRead<unknown>({ keptMs: MOST_AGE_MS, mostKept: MOST_KEPT })

/**
 * An answer over all that a viewer may see, read once for everybody who may see the very same repositories in the same
 * state: `mark` is the text that tells pages that something changed. `what` names the question with all that it depends on
 * besides. Settings that are changed back make another state, so that an answer which was read while they changed is kept
 * for none that comes again. Of what depends only on the past of the repositories, `of` is 'past': it stays when one of them is audited anew.
 * Of what is made only of what notes its changes in `state_changes` it is 'state': such an answer waits for no mark and is
 * never older than the last change, and what it depends on of who asks, besides the repositories, `what` has to name.
 */
export async function keptAnswer<T>(
  access: OrgAccess,
  what: string,
  read: () => Promise<T>,
  of: 'now' | 'past' | 'state' = 'now',
): Promise<T> {
  const { under, ageMs } = await (of === 'state' ? inState(access) : underMarks(access, of))
  const day = new Date().toISOString().slice(0, 10)
  const key = [access.organisationId, what, day, under].join(' ')
  let isRead = false
  const answer = kept.get(key, ageMs, () => {
    isRead = true
    return read()
  })
  count('airworthy_kept_answers_total', { outcome: isRead ? 'read' : 'kept' })
  return answer as Promise<T>
}

async function inState(access: OrgAccess) {
  const { number } = await readState(access)
  forgetEarlier(access, number)
  return { under: inStateOf(number), ageMs: MOST_AGE_MS }
}

function inStateOf(number: number): string {
  return `state ${number}`
}

/** By list and organisation, as states are: the last one in which something was asked. */
const lastStates = new WeakMap<readonly bigint[], Map<bigint, number>>()

/** A state that is over never comes again: during a scan, answers of thousands would be held at the same time. */
function forgetEarlier({ repositoryIds, organisationId }: OrgAccess, number: number): void {
  const ofList = lastStates.get(repositoryIds) ?? new Map<bigint, number>()
  lastStates.set(repositoryIds, ofList)
  const last = ofList.get(organisationId)
  // A page that is still being made may ask in an earlier one.
  if (last !== undefined && last >= number) return
  ofList.set(organisationId, number)
  if (last === undefined) return
  const ending = ` ${inStateOf(last)}`
  kept.forget((key) => key.endsWith(ending))
}

async function underMarks(access: OrgAccess, of: 'now' | 'past') {
  const { mark, repositories, isScanning } = await readMarks(access)
  return { under: `${repositories} ${of === 'now' ? mark : ''}`, ageMs: isScanning ? SCANNING_AGE_MS : MOST_AGE_MS }
}

/** What is asked next is read anew; for whoever measures it. */
export function forgetKeptAnswers(): void {
  kept.forgetAll()
  forgetStates()
}

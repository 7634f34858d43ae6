import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { askTogether } from './ask-together'
import { db } from './db'

/*
 * Whether anything changed since an answer was read, told by Postgres itself: triggers note the transactions that change what
 * pages tell of an organisation (`state_changes`), and a snapshot tells which transactions it saw. So a state that is known
 * is asked about by one look-up, whatever it is made of.
 */

/** One state of an organisation for all who may read the same repositories, and what was read in it. */
export interface KnownState {
  /** Tells it from every other one of this process. */
  readonly number: number
  /** Reads once while the state lasts; what failed is read again. */
  once<T>(what: string, read: () => Promise<T>): Promise<T>
}

/** Whatever did not tell that it changed, such as a table that was emptied as a whole, counts after so long. */
const MOST_AGE_MS = 10 * 60_000

class State implements KnownState {
  static #made = 0
  readonly number: number
  readonly #readAt = performance.now()
  readonly #snapshot: string
  readonly #circumstances: string
  readonly #answers = new Map<string, Promise<unknown>>()

  constructor({ snapshot, circumstances }: Snapshot) {
    State.#made += 1
    this.number = State.#made
    this.#snapshot = snapshot
    this.#circumstances = circumstances
  }

  get snapshot(): string | null {
    return performance.now() - this.#readAt > MOST_AGE_MS ? null : this.#snapshot
  }

  isOf(circumstances: string): boolean {
    return this.#circumstances === circumstances
  }

  once<T>(what: string, read: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(what)
    if (known) return known as Promise<T>
    const asked = read()
    this.#answers.set(what, asked)
    asked.catch(() => this.#answers.delete(what))
    return asked
  }
}

/** By the list of what may be read, which is one object for all who may read the same, and by organisation. */
let states = new WeakMap<readonly bigint[], Map<bigint, State>>()

/** The state in which things are now. */
export const readState = askTogether<KnownState>(stateOf)

async function stateOf({ organisationId, repositoryIds }: OrgAccess): Promise<KnownState> {
  const ofList = states.get(repositoryIds) ?? new Map<bigint, State>()
  states.set(repositoryIds, ofList)
  for (;;) {
    const last = ofList.get(organisationId)
    const now = await look(organisationId, last?.snapshot ?? null)
    if (last && now.holds && last.isOf(now.circumstances)) return last
    // Somebody else who looked at the same time may have found a later one, of which it is not known whether it still holds.
    if (ofList.get(organisationId) !== last) continue
    const next = new State(now)
    ofList.set(organisationId, next)
    return next
  }
}

/** What is asked next is read anew; for whoever measures it. */
export function forgetStates(): void {
  states = new WeakMap()
}

interface Snapshot {
  /** As Postgres writes it. */
  readonly snapshot: string
  /** The day (UTC), with which waivers end; and which server and table it was, for another one numbers its transactions anew. */
  readonly circumstances: string
}

/** What is read from now on has seen all that this snapshot saw; `holds` where no change was made since the other one. */
async function look(organisationId: bigint, since: string | null): Promise<Snapshot & { readonly holds: boolean }> {
  const [row] = await db().$queryRaw<[Snapshot & { readonly holds: boolean }]>`
    select pg_current_snapshot()::text as snapshot,
      concat_ws(' ', (now() at time zone 'utc')::date, pg_postmaster_start_time(), 'state_changes'::regclass::oid) as circumstances,
      ${since !== null} and not exists (
        select from state_changes c where c.organisation_id = ${organisationId}
          and c.transaction >= pg_snapshot_xmin(${since}::pg_snapshot)::text::bigint
          and not pg_visible_in_snapshot(c.transaction::text::xid8, ${since}::pg_snapshot)) as holds`
  return row
}

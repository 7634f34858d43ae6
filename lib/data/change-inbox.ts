import type { OrgAccess } from '@/lib/auth/access'
import type { ChangeNotice } from './change-feed'
import type { ChangesEvent } from './changes-schema'
import { type VisibleIds, visibleIdsOf } from './visible-ids'

const NAMED = 3

/** What came for one page and was not passed on yet; nothing in it says what its viewer may not see. */
export class ChangeInbox {
  readonly #checked = new Map<bigint, string>()
  // Without its list, of which each open page would hold a copy.
  #access: Omit<OrgAccess, 'repositoryIds'>
  #visible: VisibleIds
  #isChanged = false
  #hasScan = false
  #seesOthers = false
  #accessChanged = false
  #isLost = false
  #wake: (() => void) | undefined

  constructor(access: OrgAccess) {
    const { repositoryIds, ...rest } = access
    this.#access = rest
    this.#visible = visibleIdsOf(repositoryIds)
  }

  /** What the viewer is authorised for. */
  get access(): OrgAccess {
    return { ...this.#access, repositoryIds: this.#visible.toArray() }
  }

  get visibleCount(): number {
    return this.#visible.size
  }

  /** True when the viewer has to be authorised anew before anything else is told. */
  get accessChanged(): boolean {
    return this.#accessChanged
  }

  add({ kind, organisation, repository, name = '', person }: ChangeNotice): void {
    if (person !== undefined) {
      if (person !== this.#access.viewerId) return
      if (organisation !== undefined && organisation !== this.#access.organisationId) return
      this.#accessChanged = true
    } else if (kind === 'lost') {
      this.#isLost = true
    } else if (organisation !== this.#access.organisationId) {
      return
    } else if (kind === 'access' || kind === 'added') {
      this.#accessChanged = true
    } else {
      const isForEverybody = repository === undefined && (kind === 'scan' || kind === 'settings')
      if (!isForEverybody && (repository === undefined || !this.#visible.has(Number(repository)))) return
      this.#isChanged = true
      if (kind === 'scan') this.#hasScan = true
      if (kind === 'audit' && repository !== undefined) this.#checked.set(repository, name)
    }
    this.#wake?.()
  }

  /** Nothing is told before the viewer is authorised anew. */
  doubtAccess(): void {
    this.#accessChanged = true
  }

  /** Takes what the viewer is authorised for now; more or less than before is a change. */
  authorised(access: OrgAccess): void {
    const { repositoryIds, ...rest } = access
    const visible = visibleIdsOf(repositoryIds)
    for (const id of this.#checked.keys()) if (!visible.has(Number(id))) this.#checked.delete(id)
    if (!visible.equals(this.#visible)) this.#isChanged = this.#seesOthers = true
    this.#access = rest
    this.#visible = visible
    this.#accessChanged = false
  }

  /** True once after notices may have been missed. */
  takeLost(): boolean {
    const isLost = this.#isLost
    this.#isLost = false
    return isLost
  }

  /** What is to be told, once; null when nothing is. */
  take(): ChangesEvent | null {
    if (!this.#isChanged) return null
    const event: ChangesEvent = {
      checked: [...this.#checked.values()].slice(0, NAMED),
      checkedCount: this.#checked.size,
      scan: this.#hasScan,
      access: this.#seesOthers,
    }
    this.#checked.clear()
    this.#isChanged = false
    this.#hasScan = false
    this.#seesOthers = false
    return event
  }

  /** Resolves when something came, or after a while, or when nobody waits any more. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        this.#wake = undefined
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal.addEventListener('abort', end)
      if (signal.aborted || this.#isChanged || this.#accessChanged || this.#isLost) end()
      else this.#wake = end
    })
  }
}

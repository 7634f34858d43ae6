import { announcementOf, type LiveEvent, mergeEvents } from './announcement'

/** Whoever listens to the page is not interrupted more often. */
const EVERY_MS = 20_000

/**
 * Says what changed once the page shows it: at once after a quiet time, and what comes in a row together. What was
 * checked waits only for what was checked.
 */
export class Announcer {
  #unshown: LiveEvent | null = null
  #unsaid: LiveEvent | null = null
  #saidAt = 0
  #saidCheckedAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly say: (text: string) => void) {}

  add(event: LiveEvent): void {
    this.#unshown = mergeEvents(this.#unshown, event)
  }

  /** The page shows by now what was added. */
  shown(): void {
    if (!this.#unshown) return
    this.#unsaid = mergeEvents(this.#unsaid, this.#unshown)
    this.#unshown = null
    clearTimeout(this.#timer)
    const lastAt = this.#unsaid.checkedCount > 0 ? this.#saidCheckedAt : this.#saidAt
    this.#timer = setTimeout(() => this.#sayNow(), Math.max(0, lastAt + EVERY_MS - Date.now()))
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #sayNow(): void {
    const event = this.#unsaid
    const text = event && announcementOf(event)
    this.#unsaid = null
    if (text === null) return
    this.say(text)
    this.#saidAt = Date.now()
    if (event && event.checkedCount > 0) this.#saidCheckedAt = this.#saidAt
  }
}

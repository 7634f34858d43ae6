import { Visits } from '../visits'

interface Caller {
  cut(): void
}

/**
 * Follows what pipelines call, within bounds. One that is hit cuts the pipeline, but not in a circle nor where the same was
 * read before: nothing new would come of it.
 */
export class Called {
  private readonly visits = new Visits()
  private readonly begun = new Set<string>()
  private readonly ended = new Set<string>()

  /** Weighs as much as the `characters` that have to be read for it. */
  follow(target: string, characters: number, isTooDeep: boolean, caller: Caller, read: () => void): void {
    if (isTooDeep || !this.visits.next(characters)) {
      if (!this.begun.has(target)) caller.cut()
      return
    }
    this.begun.add(target)
    read()
    this.ended.add(target)
  }

  /** Whether reading what is called ends here, because too much was called already. */
  isOver(target: string, caller: Caller): boolean {
    if (this.visits.next()) return false
    if (!this.ended.has(target)) caller.cut()
    return true
  }
}

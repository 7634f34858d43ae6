interface Answer<T> {
  readonly value: T
  readonly begunAt: number
  readonly tookMs: number
}

/** So many times as long as a reading takes, its answer is good enough for who follows it. */
const TIMES_LONGER = 20
const KEPT_MS = 60_000
const MOST_KEPT = 10_000

/** Readings of the database that many open pages need at the same time, each made once for all of them. */
export class SharedRead<T> {
  readonly #answers = new Map<string, Answer<T>>()
  readonly #keptMs: number
  readonly #mostKept: number
  readonly #underWay = new Map<string, Promise<Answer<T>>>()

  constructor({ keptMs = KEPT_MS, mostKept = MOST_KEPT } = {}) {
    this.#keptMs = keptMs
    this.#mostKept = mostKept
  }

  /** The answer to a key that is at most so old, or a little older where asking takes long; 0 asks in any case. */
  async get(key: string, maxAgeMs: number, read: () => Promise<T>): Promise<T> {
    if (maxAgeMs === 0) return (await this.#ask(key, read)).value
    const known = this.#answers.get(key)
    if (known && performance.now() - known.begunAt <= Math.max(maxAgeMs, known.tookMs * TIMES_LONGER))
      return known.value
    return (await (this.#underWay.get(key) ?? this.#ask(key, read))).value
  }

  forgetAll(): void {
    this.#answers.clear()
  }

  /** Nobody asks for these keys any more. */
  forget(isOver: (key: string) => boolean): void {
    for (const key of this.#answers.keys()) if (isOver(key)) this.#answers.delete(key)
  }

  #ask(key: string, read: () => Promise<T>): Promise<Answer<T>> {
    const begunAt = performance.now()
    const asked = read()
      .then((value) => {
        const answer = { value, begunAt, tookMs: performance.now() - begunAt }
        if (begunAt >= (this.#answers.get(key)?.begunAt ?? 0)) this.#answers.set(key, answer)
        return answer
      })
      .finally(() => {
        if (this.#underWay.get(key) === asked) this.#underWay.delete(key)
        this.#forget()
      })
    this.#underWay.set(key, asked)
    return asked
  }

  #forget(): void {
    const oldest = performance.now() - this.#keptMs
    for (const [key, { begunAt }] of this.#answers) {
      // Answers stand in the order in which their keys came.
      if (begunAt < oldest || this.#answers.size > this.#mostKept) this.#answers.delete(key)
    }
  }
}

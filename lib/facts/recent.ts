/** Keeps what was used last, within a bound on characters. */
export class Recent<T> {
  readonly #kept = new Map<string, { readonly value: T; readonly size: number }>()
  #size = 0

  constructor(readonly mostCharacters: number) {}

  get(key: string): T | undefined {
    const found = this.#kept.get(key)
    if (!found) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, found)
    return found.value
  }

  set(key: string, value: T, size: number): void {
    this.#size += size - (this.#kept.get(key)?.size ?? 0)
    this.#kept.delete(key)
    this.#kept.set(key, { value, size })
    for (const [oldest, { size: freed }] of this.#kept) {
      if (this.#size <= this.mostCharacters) return
      this.#kept.delete(oldest)
      this.#size -= freed
    }
  }
}

/**
 * The same function of a text, which remembers its answers about the texts that came last: most files are the same in
 * one audit of a repository and the next. Answers are shared, so nobody may change them.
 */
export function remembering<T>(read: (text: string) => T, mostCharacters: number): (text: string) => T {
  const answers = new Recent<{ readonly answer: T }>(mostCharacters)
  return (text) => {
    const known = answers.get(text)
    if (known) return known.answer
    const answer = read(text)
    answers.set(text, { answer }, text.length)
    return answer
  }
}

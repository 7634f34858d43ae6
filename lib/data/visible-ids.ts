const known = new WeakMap<readonly bigint[], VisibleIds>()

/** Of a list that is asked of more than once, made once. */
export function visibleIdsOf(ids: readonly bigint[]): VisibleIds {
  const made = known.get(ids) ?? new VisibleIds(ids)
  known.set(ids, made)
  return made
}

/** Repositories that somebody may see, for as long as their page is open: 8 bytes each, where a set takes ten times that. */
export class VisibleIds {
  readonly #sorted: Float64Array

  /** GitHub's ids come as JSON's numbers, so each is one that a double holds. */
  constructor(ids: readonly bigint[]) {
    this.#sorted = Float64Array.from(ids, Number).sort()
  }

  get size(): number {
    return this.#sorted.length
  }

  has(id: number): boolean {
    let from = 0
    let to = this.#sorted.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((this.#sorted[middle] as number) < id) from = middle + 1
      else to = middle
    }
    return this.#sorted[from] === id
  }

  equals(other: VisibleIds): boolean {
    const ids = other.#sorted
    return ids.length === this.#sorted.length && this.#sorted.every((id, index) => id === ids[index])
  }

  toArray(): readonly bigint[] {
    return Array.from(this.#sorted, BigInt)
  }
}

/** A connection that stalls neither loads nor fails. */
const LONGEST_LOAD_MS = 10_000

/**
 * Does what events ask for in the order in which they came: at once, or, from the first one that has to be read on, once
 * what reads it is loaded.
 */
export class EventQueue<Reader> {
  #reader: Reader | undefined
  #held: (() => void)[] | undefined

  /** `lost` is called when it can't be loaded; what had to be read is lost then, and the next one tries again. */
  constructor(
    private readonly load: () => Promise<Reader>,
    private readonly lost: () => void,
  ) {}

  add(task: () => void): void {
    if (this.#held) this.#held.push(task)
    else task()
  }

  addRead(task: (reader: Reader) => void): void {
    if (!this.#reader && !this.#held) this.#begin()
    this.add(() => {
      if (this.#reader) task(this.#reader)
    })
  }

  #begin(): void {
    const held: (() => void)[] = []
    this.#held = held
    const go = () => {
      this.#held = undefined
      for (const task of held) task()
    }
    const lose = () => {
      if (this.#held !== held) return
      go()
      this.lost()
    }
    const late = setTimeout(lose, LONGEST_LOAD_MS)
    this.load()
      .then((reader) => {
        this.#reader = reader
        if (this.#held === held) go()
      }, lose)
      .finally(() => clearTimeout(late))
  }
}

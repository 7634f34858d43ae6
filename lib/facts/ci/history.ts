const MAX_TEXT = 200_000
const FETCHES = /\bgit (?:clone|submodule)\b|\b(?:cookiecutter|copier|django-admin startproject)\b/

/** What earlier commands of a job say: files that they may have made or fetched. */
export class JobHistory {
  text = ''
  private fetches = false
  private readonly said = new Map<RegExp, { found: boolean; upTo: number }>()

  constructor(
    /** Other code is checked out beside this repository's. */
    public foreign = false,
  ) {}

  add(text: string): void {
    this.fetches ||= FETCHES.test(text)
    this.text = `${this.text}\n${text}`
    // Not at each command, because it copies all that is kept.
    if (this.text.length <= 2 * MAX_TEXT) return
    this.text = this.text.slice(-MAX_TEXT)
    for (const each of this.said.values()) each.upTo = 0
  }

  /** Whether some command says so; each is looked at once. */
  says(pattern: RegExp): boolean {
    const known = this.said.get(pattern) ?? { found: false, upTo: 0 }
    this.said.set(pattern, known)
    known.found ||= pattern.test(this.text.slice(known.upTo))
    known.upTo = this.text.length
    return known.found
  }

  /** The job brings in code of elsewhere, so that a file which is not here proves nothing. */
  get isForeign(): boolean {
    return this.foreign || this.fetches
  }
}

import type { BadgeAsked, BadgeFacts } from '@/lib/data/badges'

/** As long as whoever was shown a badge may keep it. */
const REMEMBERED_MS = 300_000
/** Some megabytes at the most. */
const MOST_REMEMBERED = 20_000

/**
 * What badges said when they were last looked up in this process: for when that is done no more for a moment, since what is
 * shown in many places is not to be switched off by whoever asks for it too often.
 */
export class BadgeMemory {
  readonly #said = new Map<string, { readonly facts: BadgeFacts; readonly at: number }>()

  constructor(private readonly most = MOST_REMEMBERED) {}

  /** `now` in milliseconds since 1970. A link that opened nothing is no part of what was asked for. */
  remember(asked: BadgeAsked, isSigned: boolean, facts: BadgeFacts, now: number): void {
    const key = keyOf(asked, isSigned ? asked.signature : null)
    // The newest stands last.
    this.#said.delete(key)
    this.#said.set(key, { facts, at: now })
    if (this.#said.size <= this.most) return
    for (const oldest of this.#said.keys()) {
      this.#said.delete(oldest)
      break
    }
  }

  /** Null for what was not looked up lately, or was not to be shown. */
  find(asked: BadgeAsked, now: number): BadgeFacts | null {
    const said = this.#said.get(keyOf(asked, asked.signature)) ?? this.#said.get(keyOf(asked, null))
    return said && now - said.at < REMEMBERED_MS ? said.facts : null
  }
}

function keyOf({ org, name, characteristic }: BadgeAsked, link: string | null): string {
  return `${org.toLowerCase()}/${name.toLowerCase()} ${characteristic ?? ''} ${link ?? ''}`
}

/** The one of this process. */
export const badgeMemory = new BadgeMemory()

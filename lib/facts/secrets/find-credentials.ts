import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import type { CredentialHit, Credentials } from '../fact-input'
import { textReader } from '../files'
import { ANY_TRIGGER, LIBRARY_RULES, type LibraryRule } from './library-rules'
import { isSearched } from './searched'
import { type RuleReport, runRule } from './secretlint-host'

/** Per file, so that one can't fill memory. */
const MAX_HITS = 1000
/** Characters handed to rules for one repository, once for each rule: seconds of work when the files are hostile. */
const MAX_CHARACTERS = 32 * 1024 * 1024

/**
 * Asks secretlint about every file in which credentials are looked for. It answers asynchronously and facts do not, so
 * this runs before them. Never rejects: when a rule throws, the answer throws it to the fact that asks.
 */
export async function findCredentials(snapshot: RepoSnapshot): Promise<Credentials> {
  return findCredentialsIn(suspects(snapshot))
}

/** The same of given texts, in this order; a path that is not among them has no hits. */
export async function findCredentialsIn(texts: readonly Suspect[]): Promise<Credentials> {
  try {
    // Few hold any trigger, and the library is loaded only for them.
    const { hits, left } = await searchTexts(texts.filter(({ text }) => ANY_TRIGGER.test(text)))
    return (path) => (left.has(path) ? null : (hits.get(path) ?? []))
  } catch (error) {
    return () => {
      throw error
    }
  }
}

export interface Suspect {
  readonly path: string
  readonly text: string
}

function suspects(snapshot: RepoSnapshot): Suspect[] {
  const read = textReader(snapshot)
  const found: Suspect[] = []
  for (const { path, kind, size } of snapshot.files.values()) {
    if (kind === 'submodule' || !isSearched(path, size)) continue
    const text = read(path)
    if (text !== null) found.push({ path, text })
  }
  // Small ones first: a large hostile file must not use up what the others need.
  return found.sort((a, b) => a.text.length - b.text.length)
}

interface Searched {
  readonly hits: ReadonlyMap<string, readonly CredentialHit[]>
  /** Paths that were not reached within the bound. */
  readonly left: ReadonlySet<string>
}

async function searchTexts(texts: readonly Suspect[]): Promise<Searched> {
  const hits = new Map<string, readonly CredentialHit[]>()
  if (texts.length === 0) return { hits, left: new Set() }
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend')
  const byId = new Map(rules.map((rule) => [rule.meta.id.replace('@secretlint/secretlint-rule-', ''), rule]))
  let budget = MAX_CHARACTERS
  for (const [index, { path, text }] of texts.entries()) {
    const asked = LIBRARY_RULES.filter(({ trigger }) => trigger.test(text))
    budget -= asked.length * text.length
    if (budget < 0) return { hits, left: new Set(texts.slice(index).map((each) => each.path)) }
    const found: CredentialHit[] = []
    for (const libraryRule of asked) {
      const rule = byId.get(libraryRule.id)
      if (!rule) throw new Error(`secretlint has no rule ${libraryRule.id}`)
      await runRule(rule, path, text, (report) => {
        const hit = found.length < MAX_HITS ? hitOf(libraryRule, report, text) : null
        if (hit) found.push(hit)
      })
    }
    if (found.length > 0) hits.set(path, found)
  }
  return { hits, left: new Set() }
}

function hitOf(
  { id, messages }: LibraryRule,
  { messageId, start, end }: RuleReport,
  text: string,
): CredentialHit | null {
  const credential = messages[messageId]
  if (!credential) return null
  const { what, value, accepts } = credential
  const exact = value ? rangeOf(value, text, start) : { start, end }
  if (!exact || (accepts && !accepts.test(text.slice(exact.start, exact.end)))) return null
  return { rule: id, what, ...exact }
}

function rangeOf(value: RegExp, text: string, from: number): { start: number; end: number } | null {
  const match = value.exec(text.slice(from, from + 2100))
  const found = match?.[1]
  if (!match || found === undefined) return null
  const start = from + match[0].lastIndexOf(found)
  return { start, end: start + found.length }
}

import type { Verdict } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import type { Credentials } from '@/lib/facts/fact-input'
import type { Evidence, Facts } from '@/lib/facts/facts'
import { recordKey } from '@/lib/facts/python-sources'
import { findCredentialsIn } from '@/lib/facts/secrets/find-credentials'
import { type KnownSecrets, maskedSource, valuesOn, withoutValues } from '@/lib/facts/secrets/masked-source'
import { isSearched } from '@/lib/facts/secrets/searched'
import { decodeText } from '@/lib/facts/text'
import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import type { Excerpt } from './report'

const AROUND = 2
const MOST_LINES = 12
const MOST_EXCERPTS = 200
/** UTF-8 of all excerpts of an audit, as JSON. */
const MOST_BYTES = 64 * 1024
/** Larger files are data or made by programs, and each excerpt looks through all of its file. */
const LARGEST_FILE = 512 * 1024
const LONGEST_LINE = 240
/** Values that are looked for on every line that is shown. */
const MOST_VALUES = 500

const TOLD_FIRST: readonly Verdict[] = ['fail', 'partial', 'unknown', 'pass', 'not_applicable']
/** Files that hold nothing but what must not be shown, and notebooks, whose lines are JSON. */
const NEVER_SHOWN =
  /\.(?:ipynb|pem|key|p12|pfx|jks|keystore|kdbx|ppk|p8|asc|gpg|tfstate(?:\.backup)?|tfvars(?:\.json)?|kubeconfig)$|(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|kubeconfig|\.vault_pass|\.my\.cnf|\.s3cfg|\.boto|\.netrc|\.pgpass|\.htpasswd|\.pypirc|\.npmrc|\.git-credentials|\.dockercfg|credentials)$/i

interface Audited {
  readonly snapshot: RepoSnapshot
  readonly records: ReadonlyMap<string, ModuleRecord>
  readonly credentials: Credentials
  /** Of each project. */
  readonly facts: readonly Facts[]
}

/**
 * The code around evidence of results (the repository's first, then those of its projects) and around the others', what
 * is to be mended first, as far as the bounds go. None at all when credentials could not
 * be looked for, so that nothing is shown unmasked.
 */
export async function readExcerpts(
  audited: Audited,
  results: readonly (readonly CheckResult[])[],
  others: readonly Evidence[],
): Promise<readonly Excerpt[]> {
  const ordered = results.flatMap((each) =>
    TOLD_FIRST.flatMap((verdict) => each.filter((result) => result.verdict === verdict)),
  )
  const places = distinct([...ordered.flatMap(({ evidence }) => evidence), ...others])
  const texts = readTexts(audited.snapshot, places)
  const unsearched = [...texts].filter(([path, text]) => !isSearched(path, text.length))
  const more = await findCredentialsIn(unsearched.map(([path, text]) => ({ path, text })))
  try {
    return cutExcerpts(audited, places, texts, (path) => {
      const [known, added] = [audited.credentials(path), more(path)]
      return known && added && [...known, ...added]
    })
  } catch {
    // The fact that looks for credentials threw, which its check has told.
    return []
  }
}

interface Place {
  readonly path: string
  readonly line: number
  readonly endLine: number
}

function distinct(evidence: readonly Evidence[]): readonly Place[] {
  const places = new Map<string, Place>()
  for (const { path, line, endLine } of evidence) {
    if (line === undefined || NEVER_SHOWN.test(path)) continue
    const last = endLine !== undefined && endLine > line ? endLine : line
    places.set(`${path}:${line}:${last}`, { path, line, endLine: last })
  }
  return [...places.values()]
}

function readTexts({ files }: RepoSnapshot, places: readonly Place[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const { path } of places.slice(0, MOST_EXCERPTS * 2)) {
    const file = files.get(path)
    if (texts.has(path) || file?.kind !== 'file' || !file.content || file.content.length > LARGEST_FILE) continue
    const text = decodeText(file.content)
    if (text !== null) texts.set(path, text)
  }
  return texts
}

function cutExcerpts(
  audited: Audited,
  places: readonly Place[],
  texts: ReadonlyMap<string, string>,
  credentials: Credentials,
): readonly Excerpt[] {
  const known = knownSecrets(audited, texts, credentials)
  const values = knownValues(audited)
  const sources = new Map<string, ReturnType<typeof maskedSource>>()
  const excerpts: Excerpt[] = []
  let bytes = 0
  for (const place of places) {
    const text = texts.get(place.path)
    const secrets = known.get(place.path)
    if (text === undefined || !secrets) continue
    const source = sources.get(place.path) ?? maskedSource(place.path, text, secrets)
    sources.set(place.path, source)
    const excerpt = cut(place, source, values)
    bytes += Buffer.byteLength(JSON.stringify(excerpt))
    if (excerpts.length >= MOST_EXCERPTS || bytes > MOST_BYTES) break
    if (excerpt.lines.length > 0) excerpts.push(excerpt)
  }
  return excerpts
}

function cut(place: Place, source: ReturnType<typeof maskedSource>, values: readonly string[]): Excerpt {
  const from = Math.max(1, place.line - AROUND)
  const lines = source(from, Math.min(place.endLine + AROUND, from + MOST_LINES - 1))
  // What is named may lie behind the end of the file, where a parser counts a line more.
  if (from + lines.length <= place.line) return { ...place, start: from, lines: [] }
  const isBlank = (number: number) => lines[number - from]?.trim() === ''
  let start = from
  let end = from + lines.length - 1
  while (start < place.line && isBlank(start)) start += 1
  while (end > place.endLine && isBlank(end)) end -= 1
  const shown = lines.slice(start - from, end - from + 1)
  return { ...place, start, lines: shown.map((line) => shorten(withoutValues(line, values))) }
}

function shorten(line: string): string {
  return line.length > LONGEST_LINE
    ? `${line.slice(0, LONGEST_LINE).replace(/[\ud800-\udbff]$/, '')} …`
    : line.trimEnd()
}

/** Files that were not searched to their end are missing. */
function knownSecrets(
  { snapshot, records, facts }: Audited,
  texts: ReadonlyMap<string, string>,
  credentials: Credentials,
): ReadonlyMap<string, KnownSecrets> {
  const found = new Map<string, Map<number, number>>()
  const note = (path: string, line: number, length: number) => {
    const lines = found.get(path) ?? new Map<number, number>()
    lines.set(line, Math.max(length, lines.get(line) ?? 0))
    found.set(path, lines)
  }
  for (const { secrets } of facts) {
    for (const { path, line, masked } of secrets.findings) note(path, line, lengthOf(masked))
  }
  const known = new Map<string, KnownSecrets>()
  for (const path of texts.keys()) {
    const file = snapshot.files.get(path)
    const record = file && records.get(recordKey(file))
    for (const { line, value } of record?.literalSecrets ?? []) note(path, line, value.length)
    const hits = credentials(path)
    if (hits) known.set(path, { hits, lines: found.get(path) ?? new Map() })
  }
  return known
}

/** `… (18 characters)` */
function lengthOf(masked: string): number {
  return Number(/\((\d+) characters\)/.exec(masked)?.[1] ?? 0)
}

/** What stands on a line with a finding is looked for wherever code is shown. */
function knownValues({ snapshot, facts }: Audited): readonly string[] {
  const lines = new Map<string, Set<number>>()
  for (const { path, line } of facts.flatMap(({ secrets }) => secrets.findings)) {
    lines.set(path, (lines.get(path) ?? new Set()).add(line))
  }
  const values = new Set<string>()
  for (const [path, numbers] of lines) {
    const file = snapshot.files.get(path)
    const text = file?.kind === 'file' && file.content ? decodeText(file.content) : null
    if (text === null) continue
    for (const value of valuesOn(text, numbers)) if (values.size < MOST_VALUES) values.add(value)
  }
  return [...values].sort((a, b) => b.length - a.length)
}

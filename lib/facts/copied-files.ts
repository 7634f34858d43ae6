import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { decodeText } from './text'

const COPYRIGHT = /\bcopyright\s{1,20}(?:\(c\)|©|<?\d{4})?[^\n]{0,200}/i
const LICENCE = /licen[cs]e|all rights reserved|permission is|redistribution/i
const OWN_LICENCE = /^(?:licen[cs]es?\/)?(?:licen[cs]e|copying)[\w.-]*$/i
const LICENCES: readonly RegExp[] = [
  /\bMozilla\s{1,20}Public/i,
  /\bGeneral\s{1,20}Public\s{1,20}Licen[cs]e/i,
  /\bApache\s{1,20}(?:Software\s{1,20})?Licen[cs]e/i,
  /\bBSD\b|\bRedistributions?\s{1,20}of\s{1,20}source\s{1,20}code/i,
  /\bMIT\s{1,20}Licen[cs]e|\bPermission\s{1,20}is\s{1,20}hereby\s{1,20}granted,\s{1,20}free/i,
]
/** Says who owns the repository itself. */
const OWN_TEXT =
  /^(?:[^/]+\/)?(?:licen[cs]e|copying|notice|authors|contributors|maintainers|readme)[\w.-]*$|^(?:[^/]+\/)?(?:setup\.py|setup\.cfg|pyproject\.toml)$/i
const NO_NAME =
  /^(?:copyright|authors?|contributors?|rights|reserved|inc|ltd|gmbh|corp|corporation|company|project|team|present|from|the|and|by|all|com|org|www|http|https|file|this|licensed|under)$/

/**
 * Single files whose licence header names somebody of whom the repository's own licence, manifests and README know
 * nothing, or a licence that is not the repository's. Where more than one file in ten carries such a header it is the custom of the house.
 */
export function copiedFiles(snapshot: RepoSnapshot, records: ReadonlyMap<string, ModuleRecord>): ReadonlySet<string> {
  const headed: { path: string; holder: readonly string[] }[] = []
  const own = ownLicences(snapshot)
  let modules = 0
  for (const { path, blob } of snapshot.files.values()) {
    if (!path.endsWith('.py')) continue
    modules++
    const header = (blob && records.get(blob)?.header) || ''
    const named = COPYRIGHT.exec(header)?.[0]
    const holder = named && LICENCE.test(header) ? wordsOf(named) : []
    if (holder.length > 0) headed.push({ path, holder })
    else if (isOfOther(header, own)) headed.push({ path, holder: [] })
  }
  if (headed.length === 0 || headed.length > Math.max(1, modules * 0.1)) return new Set()
  const known = new Set([...snapshot.files.values()].flatMap((file) => ownWords(file)))
  return new Set(headed.filter(({ holder }) => !holder.some((word) => known.has(word))).map(({ path }) => path))
}

/** The licences that the repository is under; empty when no file tells. */
function ownLicences({ files }: RepoSnapshot): ReadonlySet<RegExp> {
  const texts = [...files.values()]
    .filter(({ path, content }) => content && OWN_LICENCE.test(path))
    .map(({ content }) => (content && decodeText(content)?.slice(0, 100_000)) ?? '')
  return new Set(LICENCES.filter((licence) => texts.some((text) => licence.test(text))))
}

/** The header names a licence that is none of the repository's own. */
function isOfOther(header: string, own: ReadonlySet<RegExp>): boolean {
  const licence = LICENCES.find((each) => each.test(header))
  return own.size > 0 && licence !== undefined && !own.has(licence)
}

function ownWords({ path, content }: { readonly path: string; readonly content?: Uint8Array | null }): string[] {
  return content && OWN_TEXT.test(path) ? wordsOf(decodeText(content)?.slice(0, 100_000) ?? '') : []
}

/** Words that can tell one holder from another. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{3,40}/gu) ?? []).filter((word) => !NO_NAME.test(word))
}

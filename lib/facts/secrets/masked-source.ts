import { entropy, isPlaceholder, withoutTokens } from '@/lib/python/secrets'
import type { CredentialHit } from '../fact-input'
import { mentionsSecret, namesSecret, REFERENCE, withoutAddressPasswords, withoutGiven } from './given-values'
import { maskedText } from './masked-text'
import { isNameOfValue, OpenValue } from './open-value'
import { publicPrefix } from './providers'

/** Characters of a line that are masked; far more than is shown of one. */
const LONGEST_SHOWN = 1500
/** Characters of a line in which values are looked for that must not be shown elsewhere. */
const LONGEST_LINE = 4000
/** Lines before the shown ones in which something may have begun that goes on in them. */
const LOOK_BACK = 60
const BLOT = '…'
const PYTHON = /\.pyw?$/i
const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$|(?:^|\/)[\w-]+\.env$|(?:^|\/)\.(?:envrc|flaskenv)$/i
/** Files of nothing but settings of which each may be secret. */
const SECRETS_FILE =
  /(?:^|\/)\.?(?:secrets?|credentials?|vault)(?:[._-][\w.-]*)?\.(?:ya?ml|json|toml|ini|cfg|conf|properties)$/i
/** Of a Secret of Kubernetes. */
const TOLD_OF_SECRET = /^(?:apiVersion|kind|type|metadata|name|namespace)$/

/** `password = ` and `"password": ` before a text. */
const GIVES = /([A-Za-z_][\w.-]{0,100})["']?\]?\s{0,5}(?:[:=]|:[^:=]{1,60}=)\s{0,5}[rbfuRBFU]{0,2}$/
/** What is set to the name on the next line. */
const VALUE_BEFORE_NAME = /^\s*(?:-\s+)?["']?value["']?\s*[:=]/

/** An apostrophe in a word opens nothing; after the two letters of a prefix of Python's it does. */
const QUOTED =
  /("""|'''|["`]|(?:(?<![A-Za-z]{2})|(?<=(?<![A-Za-z])(?:[rR][bBfF]|[bBfF][rR])))')((?:(?!\1)[^\\]|\\.){0,2000})(\1|$)/g
/** A key with what is set to it: `key: value`, `- "key": value`, `KEY=value`, `export KEY=value`, `ENV KEY value`, `# key: value`. */
const SETTING =
  /^(\s*(?:[#;]+\s*)?(?:-\s+)?(?:(?:export|ENV|ARG|set)\s+)?["']?([A-Za-z_][\w.-]{0,100})["']?\s*(?:[:=]\s*|(?<=^\s*(?:ENV|ARG)\s+[\w.-]{1,101}\s)))(.*)/s
/** `DB_PASSWORD`: the name of a variable, which is asked for and not told. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
/** Prose in quotes; passwords that are given in groups of four are none. */
const PROSE = /^[A-Za-z][\w'’`.,;:()/%-]{0,24}(?:\s+[\w'’`.,;:()/%{}-]{1,24}){2,}$/
const GROUPS_OF_FOUR = /^\w{4}(?: \w{4}){3,}$/
/** Long runs of mixed characters are no words; hexadecimal ids stay. */
const RANDOM = /[A-Za-z0-9+/=_-]{32,}/g
/** In quotes shorter ones, too. */
const SHORT_RANDOM = /(?<=["'`])[A-Za-z0-9+/=_-]{10,31}(?=["'`])/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** What is known of the credentials of one file. */
export interface KnownSecrets {
  readonly hits: readonly CredentialHit[]
  /** Line (from 1) to the number of characters of the value that begins there. */
  readonly lines: ReadonlyMap<number, number>
}

/**
 * Some lines of a file without the credentials in them, by number from 1. What may be one is blotted out, whether the
 * engine found it or not: too much is no harm here.
 */
export function maskedSource(path: string, text: string, known: KnownSecrets): (from: number, to: number) => string[] {
  const isPython = PYTHON.test(path)
  const lines = withoutKeys(withoutHits(text, known.hits)).split('\n')
  const lineAt = (number: number) => (lines[number - 1] ?? '').slice(0, LONGEST_SHOWN).replace(/\r$/, '')
  const strict = strictLines(lines, known.lines)
  const isAllSecret = secretSettings(path, lines)
  return (from, to) => {
    const shown: string[] = []
    const open = new OpenValue(isPython)
    for (let number = Math.max(1, from - LOOK_BACK); number <= Math.min(to, lines.length); number += 1) {
      const line = lineAt(number).replace(UNSEEN, '\ufffd')
      const held = open.holds(line)
      if (number < from) continue
      const mode = strict.get(number)
      if (mode === 'inside' || held === 'whole') shown.push(blotRest(line))
      else if (mode === 'begins') shown.push(blotLine(line, isPython))
      else if (VALUE_BEFORE_NAME.test(line) && isNameOfValue(lineAt(number + 1))) shown.push(blotLine(line, isPython))
      else {
        const safe = isAllSecret(number) ? withoutSettings(line) : line
        shown.push(maskLine(held === 'quoted' ? withoutQuoted(safe) : safe, path, isPython))
      }
    }
    return shown
  }
}

/** Whether a line, from 1, is of nothing but settings of which each may be secret. */
function secretSettings(path: string, lines: readonly string[]): (number: number) => boolean {
  if (ENV_FILE.test(path) || SECRETS_FILE.test(path)) return () => true
  if (!/\.ya?ml$/i.test(path)) return () => false
  const secret = new Set<number>()
  let begun = 0
  let isSecret = false
  for (let index = 0; index <= lines.length; index += 1) {
    const line = lines[index]
    if (line === undefined || line.startsWith('---')) {
      for (let each = begun; isSecret && each < index; each += 1) secret.add(each + 1)
      begun = index
      isSecret = false
    } else if (/^kind:\s{0,20}["']?Secret\b/.test(line)) isSecret = true
  }
  return (number) => secret.has(number)
}

/** Values on lines on which the engine found a credential, to be looked for elsewhere. */
export function valuesOn(text: string, numbers: Iterable<number>): string[] {
  const lines = text.split('\n')
  const values: string[] = []
  for (const number of numbers) {
    const line = (lines[number - 1] ?? '').slice(0, LONGEST_LINE)
    const quoted = [...line.matchAll(QUOTED)].map((match) => match[2] ?? '')
    const set = quoted.length === 0 ? (SETTING.exec(line)?.[3]?.trim() ?? '') : ''
    values.push(...quoted, set)
  }
  return values.filter((value) => value.length >= 6 && value.length <= 500 && !VARIABLE.test(value) && !isWord(value))
}

/** A line without values that are known from elsewhere. */
export function withoutValues(line: string, values: readonly string[]): string {
  return values.reduce((safe, value) => (safe.includes(value) ? safe.replaceAll(value, BLOT) : safe), line)
}

function isWord(value: string): boolean {
  return isPlaceholder(value) || /^[a-z]+$/.test(value)
}

/** Line breaks stay, so that lines keep their numbers. */
function withoutHits(text: string, hits: readonly CredentialHit[]): string {
  let safe = ''
  let done = 0
  for (const { start, end } of [...hits].sort((a, b) => a.start - b.start)) {
    if (end <= done) continue
    const value = text.slice(Math.max(start, done), end)
    // The header of a key without its end would take the rest of the file for the key.
    const prefix = value.startsWith('-----') ? '' : (publicPrefix(value) ?? '')
    safe += text.slice(done, Math.max(start, done)) + prefix + value.replace(/[^\n]+/g, BLOT)
    done = end
  }
  return safe + text.slice(done)
}

const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|PGP MESSAGE)[A-Z ]{0,10}-----/g
const KEY_ENDS = '-----END'

/** From a private key's first line to its last, or to the end of the file where it has none. */
function withoutKeys(text: string): string {
  if (!text.includes('-----BEGIN')) return text
  let safe = ''
  let done = 0
  for (const begin of text.matchAll(KEY_BEGINS)) {
    if (begin.index < done) continue
    const end = text.indexOf(KEY_ENDS, begin.index)
    const stop = end === -1 ? text.length : end
    safe += text.slice(done, begin.index) + text.slice(begin.index, stop).replace(/[^\n]+/g, BLOT)
    done = stop
    if (end === -1) break
  }
  return safe + text.slice(done)
}

/** Where values begin and how far they go: a text of several lines, or one that is put together from several. */
function strictLines(
  lines: readonly string[],
  known: ReadonlyMap<number, number>,
): ReadonlyMap<number, 'begins' | 'inside'> {
  const strict = new Map<number, 'begins' | 'inside'>()
  for (const [first, length] of known) {
    strict.set(first, 'begins')
    const line = lines[first - 1] ?? ''
    let left = length - countWritten(line.slice(line.search(/["'=:]/) + 1))
    for (let number = first + 1; left > 0 && number <= lines.length && number < first + 200; number += 1) {
      if (!strict.has(number)) strict.set(number, 'inside')
      left -= Math.max(1, countWritten(lines[number - 1] ?? ''))
    }
  }
  return strict
}

function countWritten(text: string): number {
  return text.replace(/[\s"']/g, '').length
}

function maskLine(line: string, path: string, isPython: boolean): string {
  const bare = withoutAddressPasswords(line)
  let safe = withoutTokens(isPython ? maskedCode(bare) : maskedText(bare))
  if (isPython) safe = maskedComment(safe, path)
  else safe = withoutGiven(withoutSetting(safe), path)
  if (mentionsSecret(safe)) safe = withoutQuoted(safe)
  return safe
    .replace(RANDOM, (found) => (isRandom(found) ? BLOT : found))
    .replace(SHORT_RANDOM, (found) => (isShortRandom(found) ? BLOT : found))
}

/** What follows a sign that is none of a text. */
function maskedComment(line: string, path: string): string {
  const lastQuote = Math.max(...['"', "'", '`'].map((quote) => line.lastIndexOf(quote)))
  const begin = line.indexOf('#', lastQuote + 1)
  return begin === -1 ? line : line.slice(0, begin) + withoutGiven(line.slice(begin), path)
}

/** `dsn=settings.SENTRY_DSN` in code names where a value comes from. */
const ATTRIBUTE = /((?<==\s?)[A-Za-z_]{1,30}(?:\.[A-Za-z_]{1,30}){1,4}(?=[,)\]\s]|$))/

function maskedCode(line: string): string {
  const parts = line.split(ATTRIBUTE)
  return parts.map((part, index) => (index % 2 === 1 ? part : maskedText(part))).join('')
}

function withoutSetting(line: string): string {
  const { before, name, value } = settingOf(line) ?? {}
  return name !== undefined && namesSecret(name) && !REFERENCE.test(value ?? '') ? `${before}${BLOT}` : line
}

/** A line of settings that may all be secret; what sets nothing goes on from the line before. */
function withoutSettings(line: string): string {
  if (/^\s*(?:#[^=:]*|---.*|[[\]{},]*)$/.test(line) || /^[^=]*[:{[]\s*$/.test(line)) return line
  const setting = settingOf(line)
  if (!setting) return blotRest(line)
  const { before, name, value } = setting
  return TOLD_OF_SECRET.test(name) || REFERENCE.test(value) ? line : `${before}${BLOT}`
}

function settingOf(line: string): { before: string; name: string; value: string } | null {
  const [, before = '', name = '', value = ''] = SETTING.exec(line) ?? []
  return name === '' || value.trim() === '' ? null : { before, name, value }
}

function withoutQuoted(line: string): string {
  return line.replace(QUOTED, (all, open: string, value: string, close: string, offset: number) => {
    const isKey = /^\s*:/.test(line.slice(offset + all.length)) && /^[\w. -]{1,60}$/.test(value)
    const isSubscript =
      /[\w)\]]\[$/.test(line.slice(Math.max(0, offset - 2), offset)) && line[offset + all.length] === ']'
    if (value.length <= 2 || isKey || isSubscript) return all
    if (givesSecret(line.slice(0, offset)) && !(VARIABLE.test(value) && namesSecret(value)))
      return `${open}${BLOT}${close}`
    if (VARIABLE.test(value)) return all
    if (PROSE.test(value) && !GROUPS_OF_FOUR.test(value)) return all
    return `${open}${BLOT}${close}`
  })
}

/** Whether what follows is set to a secret's name itself, so that words are a passphrase. */
function givesSecret(before: string): boolean {
  const name = GIVES.exec(before.slice(-200))?.[1]
  return name !== undefined && namesSecret(name)
}

/** A line on which the engine found something: of Python all that is quoted, of anything else all that is set. */
function blotLine(line: string, isPython: boolean): string {
  const before = SETTING.exec(line)?.[1]
  if (!isPython) return before === undefined ? blotRest(line) : `${before}${BLOT}`
  const safe = line.replace(QUOTED, (_all, open: string, _value: string, close: string) => `${open}${BLOT}${close}`)
  return safe === line ? blotRest(line) : withoutTokens(maskedText(safe))
}

function blotRest(line: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  return line.length === indent.length ? line : `${indent}${BLOT}`
}

function isRandom(text: string): boolean {
  return /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && entropy(text) >= 4.3
}

/** Letters and digits that take turns as in no word. */
function isShortRandom(text: string): boolean {
  const turns = text.match(/(?<=\d)[A-Za-z]|(?<=[A-Za-z])\d/g)?.length ?? 0
  return turns >= 4 && /[a-z]/.test(text) && /[A-Z]/.test(text)
}

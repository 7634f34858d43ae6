import { isSecretName } from '@/lib/python/secret-names'
import { entropy, isPlaceholder, withoutTokens } from '@/lib/python/secrets'
import type { CredentialHit } from '../fact-input'
import { maskedText } from './masked-text'
import { publicPrefix } from './providers'

/** Characters of a line that are looked at; far more than is shown of one. */
const LONGEST_LINE = 4000
/** Lines before the shown ones in which something may have begun that goes on in them. */
const LOOK_BACK = 60
/** Characters at the end of a line in which a value may begin. */
const LONGEST_END = 200
const BLOT = '…'
const PYTHON = /\.pyw?$/i
const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$|(?:^|\/)[\w-]+\.env$/i

/** An apostrophe in a word opens nothing; after the two letters of a prefix of Python's it does. */
const QUOTED =
  /("""|'''|["`]|(?:(?<![A-Za-z]{2})|(?<=(?<![A-Za-z])(?:[rR][bBfF]|[bBfF][rR])))')((?:(?!\1)[^\\]|\\.){0,2000})(\1|$)/g
/** A key with what is set to it: `key: value`, `- "key": value`, `KEY=value`, `export KEY=value`, `ENV KEY value`. */
const SETTING =
  /^(\s*(?:-\s+)?(?:(?:export|ENV|ARG|set)\s+)?["']?([A-Za-z_][\w.-]{0,100})["']?\s*(?:[:=]\s*|(?<=^\s*(?:ENV|ARG)\s+[\w.-]{1,101}\s)))(.*)$/
/** A key whose value begins on the next line. */
const OPENS =
  /["']?([A-Za-z_][\w.-]{0,100})["']?\]?\s*(?::[^:=]{0,60}=|[:=])\s*(?:[|>][-+\d]{0,2}|[([{]|\\|[rbfu]?"""|[rbfu]?''')?\s*$/
/** Without any of these a line names no secret. */
const ANY_NAME = /pass|pwd|secret|token|key|cred|dsn|connection/i
/** Filled in elsewhere, or no value at all. */
const REFERENCE = /^["']?(?:\$[({A-Za-z]|\{\{|<|%|true\b|false\b|null\b|none\b|~|!|\[\s*\]|\{\s*\}|["']?$)/i
/** `DB_PASSWORD`: the name of a variable, which is asked for and not told. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
/** Prose in quotes; passwords that are given in groups of four are none. */
const PROSE = /^[A-Za-z][\w'’`.,;:()/%-]{0,24}(?:\s+[\w'’`.,;:()/%{}-]{1,24}){2,}$/
const GROUPS_OF_FOUR = /^\w{4}(?: \w{4}){3,}$/
/** Long runs of mixed characters are no words; hexadecimal ids stay. */
const RANDOM = /[A-Za-z0-9+/=_-]{32,}/g
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
  const strict = strictLines(lines, known.lines)
  return (from, to) => {
    const shown: string[] = []
    const open = new OpenValue(isPython)
    for (let number = Math.max(1, from - LOOK_BACK); number <= Math.min(to, lines.length); number += 1) {
      const line = (lines[number - 1] ?? '').slice(0, LONGEST_LINE).replace(/\r$/, '').replace(UNSEEN, '\ufffd')
      const isInside = open.holds(line)
      if (number < from) continue
      const mode = strict.get(number)
      if (mode === 'inside' || isInside) shown.push(blotRest(line))
      else if (mode === 'begins') shown.push(blotLine(line, isPython))
      else shown.push(maskLine(line, isPython, ENV_FILE.test(path)))
    }
    return shown
  }
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

/** Follows a value that begins on the line below its name, until the indentation or the brackets end it. */
class OpenValue {
  private indent: number | null = null
  private isBracket = false

  constructor(private readonly isPython: boolean) {}

  /** Whether the line belongs to such a value; lines are given in turn. */
  holds(line: string): boolean {
    const depth = line.search(/\S/)
    if (this.indent !== null) {
      const ends = depth !== -1 && depth <= this.indent
      if (!ends) return true
      this.indent = null
      // A list of YAML stands below its key without being indented.
      if (this.isBracket ? !/^\s*[\])}]/.test(line) : /^\s*-\s/.test(line)) return true
    }
    if (!ANY_NAME.test(line)) return false
    const end = line.trimEnd().slice(-LONGEST_END)
    const isSet = !this.isPython || /=\s*\S{0,4}$|["']\s*:\s*\S{0,4}$/.test(end)
    const name = isSet ? OPENS.exec(end)?.[1] : undefined
    if (name !== undefined && depth !== -1 && namesSecret(name)) {
      this.indent = depth
      this.isBracket = /[([{\\"']$/.test(end)
    } else if (!this.isPython && isNameOfValue(line)) {
      // `- name: DB_PASSWORD` and `value: …` below it.
      this.indent = depth === -1 ? null : Math.max(0, line.search(/name/) - 1)
      this.isBracket = false
    }
    return false
  }
}

function isNameOfValue(line: string): boolean {
  const name = /^\s*(?:-\s+)?["']?name["']?\s*[:=]\s*["']?([\w.-]{1,100})["']?,?\s*$/.exec(line)?.[1]
  return name !== undefined && namesSecret(name)
}

function maskLine(line: string, isPython: boolean, isEnvFile: boolean): string {
  let safe = withoutTokens(isPython ? maskedCode(line) : maskedText(line))
  if (!isPython) safe = withoutSetting(safe, isEnvFile)
  if (mentionsSecret(safe)) safe = withoutQuoted(safe)
  return safe.replace(RANDOM, (found) => (isRandom(found) ? BLOT : found))
}

/** `dsn=settings.SENTRY_DSN` in code names where a value comes from. */
const ATTRIBUTE = /((?<==\s?)[A-Za-z_]{1,30}(?:\.[A-Za-z_]{1,30}){1,4}(?=[,)\]\s]|$))/

function maskedCode(line: string): string {
  const parts = line.split(ATTRIBUTE)
  return parts.map((part, index) => (index % 2 === 1 ? part : maskedText(part))).join('')
}

function withoutSetting(line: string, always: boolean): string {
  const match = SETTING.exec(line)
  const [, before = '', name = '', value = ''] = match ?? []
  if (!match || value.trim() === '' || REFERENCE.test(value)) return line
  return always || namesSecret(name) ? `${before}${BLOT}` : line
}

function withoutQuoted(line: string): string {
  return line.replace(QUOTED, (all, open: string, value: string, close: string, offset: number) => {
    const isKey = /^\s*:/.test(line.slice(offset + all.length)) && /^[\w. -]{1,60}$/.test(value)
    const isSubscript =
      /[\w)\]]\[$/.test(line.slice(Math.max(0, offset - 2), offset)) && line[offset + all.length] === ']'
    if (value.length <= 2 || isKey || isSubscript || VARIABLE.test(value)) return all
    if (PROSE.test(value) && !GROUPS_OF_FOUR.test(value)) return all
    return `${open}${BLOT}${close}`
  })
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

function mentionsSecret(line: string): boolean {
  if (!ANY_NAME.test(line)) return false
  return (line.match(/[A-Za-z_][\w-]{2,80}/g) ?? []).some(namesSecret)
}

/** `PASSWORDS` holds several of what `PASSWORD` names. */
function namesSecret(name: string): boolean {
  return isSecretName(name) || isSecretName(name.replace(/s$/i, ''))
}

function isRandom(text: string): boolean {
  return /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && entropy(text) >= 4.3
}

import { isSecretName } from '@/lib/python/secret-names'

const BLOT = '…'

/** Without any of these a line names no secret. */
const ANY_NAME = /pass|pw|psw|secret|token|key|cred|dsn|connection|auth|b64decode/i
/** `dbpassword` and `PGPASSWORD`, which hold no word of their own, and short names. */
const LOOSE_NAME =
  /(?:passwor[dt]|passwd|passphrase|pwd|psw|secret|token|apikey)s?$|^(?:pw|user_?pw|admin_?pw|db_?pw)$/i
/** Where a pair of user and password, or a header that holds one, is given without such a name. */
const AUTHORISES =
  /\bauth["']?\s*[=:]\s*[([{"'`]|(?:Basic|Digest|Proxy)Auth\w{0,20}\(|authorization["']?\]?\s*[:=,]|b64decode\(/i

/** Filled in elsewhere, or no value at all. */
export const REFERENCE =
  /^["']?(?:\$[({A-Za-z]|\{\{|<|%|true\b|false\b|null\b|none\b|~|(?:read|write)\s*$|!(?!!)|\[\s*\]|\{\s*\}|["']?$)/i

const VALUE = '[^\\s"\'`,;()[{}\\]<>|][^\\s"\'`,;)}\\]<>]{0,300}'
/** `password: value` and `PASSWORD=value` anywhere in a line, `<password>value`, `**Password**: value`. */
const PAIR = new RegExp(
  `(?<![A-Za-z_])([A-Za-z_][\\w.-]{0,80})(["'\`*]{0,3}\\s{0,3}(?:[:=]>?|>)\\s{0,3}["'\`]?)(?=(${VALUE}))`,
  'g',
)
/** The value of a pair that stands in one line with its name. */
const BESIDE_NAME = new RegExp(`(\\bname["']?\\s{0,3}[:=].{0,300}\\bvalue["']?\\s{0,3}[:=]\\s{0,3}["']?)(${VALUE})`)

/** `--password value`, also as two items of a list. */
const OPTION = /(?<![\w-])(--?[A-Za-z][\w-]{1,80})(["']?(?:,|\s)\s{0,3}["']?)(?!-)([^\s"',\]]{4,300})/g
/** `password hunter2` and `the password is hunter2`: with a digit in it, for words alone are prose. */
const TOLD =
  /(\b(?:pass(?:word|phrase|wd)?|pwd|secret|token|api[ _-]?key)\s{1,3}(?:(?:is|are)\s{1,3})?)((?=[^\s\d]{0,60}\d)[\w!@#$%^&*+=.-]{6,200})/gi
/** A row of a table whose first cell names the second. */
const CELL =
  /(\|\s{0,20}[`*"]{0,2}([\w.-]{1,60}(?: [\w.-]{1,30})?)[`*"]{0,2}\s{0,20}\|\s{0,20}[`"]?)([^\s|`"]{3,100})(?=[`"]?\s{0,20}(?:\||$))/g
/** A password with a slash or an @ in it, which an address should not hold as it is. */
const IN_ADDRESS = /(:\/\/[^\s:/@"'`<>]{0,100}:)([^\s"'`<>]{1,300})@(?=[\w.[{$%-])/g
const PROSE_FILE = /\.(?:md|markdown|rst|txt|adoc)$/i

/** `PASSWORDS` holds several of what `PASSWORD` names. More generous than what verdicts are made from. */
export function namesSecret(name: string): boolean {
  return isSecretName(name) || isSecretName(name.replace(/s$/i, '')) || LOOSE_NAME.test(name)
}

export function mayNameSecret(line: string): boolean {
  return ANY_NAME.test(line)
}

export function mentionsSecret(line: string): boolean {
  if (!ANY_NAME.test(line)) return false
  return AUTHORISES.test(line) || (line.match(/[A-Za-z_][\w-]{1,80}/g) ?? []).some(namesSecret)
}

/** A line that is no code, without what it gives a secret's name, quoted or not. */
export function withoutGiven(line: string, path: string): string {
  if (!ANY_NAME.test(line)) return line
  const isProse = PROSE_FILE.test(path)
  let safe = line.replace(OPTION, (all, name: string, between: string, value: string) => {
    return namesSecret(name.replace(/^-+/, '')) && !REFERENCE.test(value) ? `${name}${between}${BLOT}` : all
  })
  safe = withoutPairs(safe, isProse)
  if (mentionsSecret(safe)) safe = safe.replace(BESIDE_NAME, `$1${BLOT}`)
  if (!isProse) return safe
  return safe
    .replace(TOLD, `$1${BLOT}`)
    .replace(CELL, (all, before: string, name: string) => (namesSecret(name.trim()) ? `${before}${BLOT}` : all))
}

function withoutPairs(line: string, isProse: boolean): string {
  let safe = ''
  let done = 0
  for (const { index, 0: all, 1: name = '', 3: value = '' } of line.matchAll(PAIR)) {
    if (index < done || !namesSecret(name) || REFERENCE.test(value)) continue
    safe += line.slice(done, index) + all + BLOT
    // "user / password: admin / hunter2"
    done = isProse ? line.length : index + all.length + value.length
  }
  return safe + line.slice(done)
}

/** A line without passwords in addresses, whatever characters they are of. */
export function withoutAddressPasswords(line: string): string {
  if (!line.includes('://') || !line.includes('@')) return line
  return line.replace(IN_ADDRESS, (all, before: string, value: string) =>
    /^(?:[${<%]|…|\d{1,5}\/)/.test(value) ? all : `${before}${BLOT}@`,
  )
}

import { isSecretName } from '@/lib/python/secret-names'
import { entropy, isPlaceholder, isUnspacedProse } from '@/lib/python/secrets'
import type { SecretFinding } from '../facts'
import { isLocalHost, mask } from './providers'

const MAX_LINE = 1000
const ENV_LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]{0,100})[ \t]*=[ \t]*(.{0,500})$/
/** Version and build of `- conda-token=0.4.0=pyhd3eb1b0_0`. */
const CONDA_PIN = /^=?\d+(?:\.\w+)*=\w+$/
const SETTING_LINE = /^[ \t]*(?:-[ \t]*)?["']?([A-Za-z_][\w.-]{0,100})["']?[ \t]*[:=][ \t]*(.{0,500})$/

/** `package.module:function` of an entry point, and `redis-cart:6379`. */
const REFERENCE = /^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*$|^[\w.-]+:\d{2,5}$/

/** `local_dev.env`, `.env.test`: by its name for a developer's machine. `.env.local` holds what is real there. */
const LOCAL_ENV =
  /(?:^|[/_-])(?:local|dev|development|test|ci)(?:[_-](?:local|dev|development|test))?\.env$|\.env\.(?:dev|development|test|ci)$/i

/** Secret values of a committed `.env`: name and value, placeholders and local defaults left out. */
export function envFileSecrets(path: string, text: string): SecretFinding[] {
  return pairs(text, ENV_LINE).flatMap(({ name, value, line }) => {
    if (!isSecretName(name) || isPlaceholder(value) || isLocalUrl(value) || isDoubled(value) || value.length < 6)
      return []
    return [
      {
        severity: LOCAL_ENV.test(path) ? ('development' as const) : ('leak' as const),
        what: `${name} in a committed env file`,
        masked: mask(value),
        path,
        line,
        suppressed: false,
      },
    ]
  })
}

/** Literals under secret names in YAML, TOML, INI and JSON: strong ones only, because names alone mislead. */
export function settingsFileSecrets(path: string, text: string, accepts?: (value: string) => boolean): SecretFinding[] {
  const local =
    /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$|\.github\/|\.gitlab-ci|(?:^|[/._-])(?:dev|local|test|ci|example|sample)(?:$|[/._-])/i.test(
      path,
    )
  const written = pairs(text, SETTING_LINE)
  return written.flatMap(({ name, value, line }) => {
    if (!isSecretName(name)) return []
    const isWeak = !accepts && isLogin(written, name, value, line)
    if (!isWeak && !(accepts ?? isStrong)(value)) return []
    const severity: SecretFinding['severity'] = local ? 'development' : isWeak ? 'insecure-default' : 'leak'
    return [{ severity, what: `${name} in a settings file`, masked: mask(value), path, line, suppressed: false }]
  })
}

/** Texts of an interface are called passwords and tokens too: only what is no text is a credential. */
export function wordingSecrets(path: string, text: string): SecretFinding[] {
  return settingsFileSecrets(path, text, isRandom)
}

function isRandom(value: string): boolean {
  return isStrong(value) && /[a-z]/i.test(value) && /\d/.test(value) && !/[a-z]{5}/.test(value)
}

function isStrong(value: string): boolean {
  if (isPlaceholder(value) || /[\s<>{}$()]|^[/.]|^https?:|^!|^\*|^&/.test(value)) return false
  if (CONDA_PIN.test(value) || REFERENCE.test(value) || isUnspacedProse(value)) return false
  return value.length >= 12 && entropy(value) >= 3 && !/^[a-z]+(?:[-_.][a-z]+)*$/i.test(value)
}

/** Weak as it may be, a password beside the name that logs in with it, in a file that is no compose file. */
function isLogin(written: readonly Pair[], name: string, value: string, line: number): boolean {
  if (!/(?:^|[_.-])(?:password|passwd|pwd|pass)$/i.test(name) || !/^[\w!@#%^&*+=.-]{4,11}$/.test(value)) return false
  if (/^(?:true|false|null|none|changeme|required|optional|string|xxx+|\*+|\.+)$/i.test(value)) return false
  return written.some(
    (other) =>
      Math.abs(other.line - line) <= 3 &&
      /(?:^|[_.-])(?:user|username|login)$/i.test(other.name) &&
      /^["']?[\w.@-]{2,40}["']?$/.test(other.value),
  )
}

interface Pair {
  readonly name: string
  readonly value: string
  readonly line: number
}

function pairs(text: string, pattern: RegExp): Pair[] {
  const found: Pair[] = []
  let line = 0
  for (const written of text.split('\n')) {
    line++
    if (written.length > MAX_LINE) continue
    const match = pattern.exec(written)
    if (!match) continue
    const raw = (match[2] ?? '').trim().replace(/,$/, '')
    const value = raw.replace(/^(["'])(.*)\1.*/s, '$2').replace(/(?<!\s)\s+#.*/s, '')
    found.push({ name: match[1] ?? '', value, line })
  }
  return found
}

/** `user:user`, as local databases are given. */
function isDoubled(value: string): boolean {
  const [user, password, ...more] = value.split(':')
  return more.length === 0 && user !== '' && user === password
}

function isLocalUrl(value: string): boolean {
  const host = /^[a-z][\w+.-]*:\/\/(?:[^@/]{0,200}@)?([\w.-]+)/i.exec(value)?.[1]
  return host !== undefined && isLocalHost(host)
}

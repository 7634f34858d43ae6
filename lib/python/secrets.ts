import type { Value } from './record'
import { isSecretName, isSigningKeyName, isWeakSecretName, plainName } from './secret-names'

type Secret = Extract<Value, { kind: 'secret' }>

/** Tokens of known forms. Each has a fixed prefix, so that searching is linear. */
const SHAPES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{20,255}\b/,
  /\bgithub_pat_[A-Za-z0-9_]{22,255}\b/,
  /\bglpat-[\w-]{20,64}/,
  /\b[sr]k_(?:live|prod)_[A-Za-z0-9]{10,99}\b/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/,
  /\bxapp-\d-[A-Za-z0-9-]{10,250}/,
  /hooks\.slack\.com\/services\/T\w{6,12}\/B\w{6,12}\/\w{20,30}/,
  /\bAIza[\w-]{35}/,
  /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,1000}/,
  /\bhf_[A-Za-z]{34}\b/,
  /\bsk-ant-[\w-]{20,200}/,
  /\bsk-(?:proj-)?[A-Za-z0-9_-]{32,200}/,
  /\bdo[oprt]_v1_[a-f0-9]{64}\b/,
  /\bhv[sb]\.[\w-]{24,300}/,
  /\b\d{8,10}:AA[\w-]{32,35}/,
  /\beyJ(?:\w|-(?!eyJ)){10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}/,
  /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/,
]

/** Each form has a run of at least so many characters, but for the header of a key. */
const MAY_HOLD_TOKEN = /[\w-]{13}|-----BEGIN/

/** Shorter than this a header of a private key stands alone: a marker to look for, not a key. */
const SHORTEST_KEY = 150

const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]{1,30}:\/\/)([^\s:/@'"`<>]{0,100}):([^\s/@'"`]{1,200})@([^\s'"`]{0,200})/i

const PLACEHOLDER =
  /^$|^[<{[(%$].*[>})\]%]?$|\$\{|\{\{|^(x+|\*+|\.+|-+|_+|0+|1+|123456?7?8?9?0?)$|change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|with)|^todo|your[-_ ]|[-_]here$|placeholder|example|dummy|sample|fake|mock|^(?:xox[abeoprs]-)?(?:in)?valid(?:[-_ ]?(?:token|key|secret|password))?$|^(my|your|the|some|a)?[-_ ]?(super)?[-_ ]?(secret|password|passwd|token|key|api[-_ ]?key|pass|string|value)([-_ ]?(key|token|value|string|string))?[0-9]*$|^(test|testing|tests?[-_].*|.*[-_]tests?|dev|development|local|none|null|nil|empty|redacted|masked|insecure|unsafe|unused|undefined|unset|default|foo|bar|baz|foobar|abc|abcd|qwerty|not[-_ ]?(a[-_ ]?)?(real|secret|set).*|xxx.*|.*xxx)$|insecure|django-insecure-|fixme|^0?12345678?9?0?:|^(?:[prs]k_test|whsec)_[a-z0-9]{1,8}$/i

/** The secret in a string by its form, else by the name that it is given to; null when it is an ordinary string. */
export function asSecret(text: string, name: string | null): Secret | null {
  return byShape(text) ?? (name === null ? null : byName(text, name))
}

function byShape(text: string): Secret | null {
  if (text.length < 8) return null
  const url = text.includes('://') ? URL_CREDENTIALS.exec(text.slice(0, 2000)) : null
  if (url) {
    const [, scheme = '', user = '', password = '', host = ''] = url
    if (/^[%{$]|\{[^{}]*\}|^<.*>$/.test(password)) return null
    return {
      kind: 'secret',
      masked: `${scheme}${user.slice(0, 40)}:…@${host.replace(/[?#].*/s, '').slice(0, 80)}`,
      length: password.length,
      entropy: entropy(password),
      placeholder: isPlaceholder(password) || password === user,
    }
  }
  if (!MAY_HOLD_TOKEN.test(text)) return null
  const searched = text.slice(0, 20_000)
  if (searched.search(ANY_SHAPE) < 0) return null
  for (const shape of SHAPES) {
    const found = shape.exec(searched)
    if (!found) continue
    const isBareHeader = found[0].startsWith('-----') && text.length < SHORTEST_KEY
    return secret(found[0], isBareHeader || isPlaceholder(found[0]) || isMonotonous(found[0]))
  }
  return null
}

/** What a header of HTTP says before the credential, which has a digit somewhere: `Basic dXNlcjpwYXNzMQ==`. */
const SCHEME = /^(?:basic|bearer|bot|token) (?=\S{8})(?=[^\d\s]{0,512}\d)/i
/** The name of a file is no credential, though the file may hold one. */
const FILE_NAME = /^[\w.-]{1,80}\.(?:cfg|conf|crt|enc|env|ini|jks|json|key|p12|pem|pfx|toml|txt|ya?ml)$/i

function byName(given: string, name: string): Secret | null {
  const text = given.replace(SCHEME, '')
  if (!isSecretName(name) || isHarmless(text, name) || FILE_NAME.test(text)) return null
  if (isWeakSecretName(name) && (text.length < 8 || entropy(text) < 2.5)) return null
  return secret(text, isPlaceholder(text))
}

/** Passwords that WordPress and Google give to programs, in groups of four. */
const APP_PASSWORD = /^[A-Za-z0-9]{4}(?: [A-Za-z0-9]{4}){5}$|^[a-z]{4}(?: [a-z]{4}){3}$/

/** Who says that a user is who they claim, kept where the password of others is: `password == 'LDAP'`. */
const AUTHORITY = /^(?:ldap|oidc|openid|oauth2?|saml2?|sso|kerberos|gssapi|ntlm|radius|pam)$/i
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
/** A letter beside a digit or a sign, as in passwords. */
const MIXED_ASCII = /[A-Za-z][\d#$%&*@^!+=~]|[\d#$%&*@^!+=~][A-Za-z]/

/** Words for people, in a script that puts no spaces between them: no credential is typed so. */
export function isUnspacedProse(text: string): boolean {
  const ofScript = text.match(WITHOUT_SPACES)?.length ?? 0
  return ofScript > 0 && ofScript * 2 > (text.match(/\p{L}/gu)?.length ?? 0) && !MIXED_ASCII.test(text)
}

/** Values that can't be a credential whatever their name: prose, paths, URLs, names of fields. */
function isHarmless(text: string, name: string): boolean {
  const value = text.trim()
  if (isSigningKeyName(name) && /\s/.test(value)) return false
  if (APP_PASSWORD.test(value)) return false
  if (!isSigningKeyName(name) && (AUTHORITY.test(value) || isUnspacedProse(value))) return true
  if (value.length > 512 || /[\s{}]/.test(value) || /^([a-z][a-z0-9+.-]*:\/\/|\/|\.\.?\/|~\/)/i.test(value)) {
    return !isPlaceholder(value) || /\s/.test(value)
  }
  // A password that is hidden on a screen.
  if (/^[*•]+$/.test(value)) return true
  const plain = plainName(value.replace(/(?<![:?!.])[:?!.]+$/, ''))
  const own = plainName(name)
  if (isNamedTopic(value, own) || isKindOfToken(value, own) || CUSTOM_HEADER.test(value)) return true
  if (isNameOfKey(value, name)) return true
  if (/^_?[a-z]+(_[a-z]+)+$/.test(value) && isSecretName(value) && !isPlaceholder(value)) return true
  if (value !== '' && plain.length > 2 && (own === plain || own.endsWith(`_${plain}`) || plain.endsWith(`_${own}`))) {
    return !/^(password|secret|passwd|pass|admin)$/.test(value)
  }
  return (
    /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(value) ||
    /^(bearer|basic|bot|jwt|hs256|rs256|sha256|md5|true|false)$/i.test(value)
  )
}

/** `PasswordChange = 'account:password:change'`, what an event is called: its words are those of its name. */
function isNamedTopic(value: string, own: string): boolean {
  return /^[a-z]+(?:[:/._-][a-z]+){2,}$/.test(value) && value.replace(/[^a-z]/g, '_').endsWith(`_${own}`)
}

/** `HEADER_TOKEN = 'X-Hangar-Token'`, what a header is called. */
const CUSTOM_HEADER = /^X(?:-[A-Z][a-z]+)+$/
const KEY_CONSTANT = /^_?(?:ATTR|CONF|FIELD|PARAM|ARG|PROP|COLUMN|HEADER|OPTION)_([A-Z]+(?:_[A-Z]+)*)$/

/** `ATTR_PASSWORD = 'password'`: by the habit of such constants, the name of a key and not what stands under it. */
function isNameOfKey(value: string, name: string): boolean {
  return KEY_CONSTANT.exec(name)?.[1]?.toLowerCase() === value
}

const WORDS_WITH_HYPHENS = /^[a-z]+(?:-[a-z]+)*$/
/** Tokens of grammars and of language models, which let nobody in. */
const OF_A_GRAMMAR =
  /(?:^|_)(?:css|html|xml|json|sql|syntax|lex(?:er)?|pars(?:er|ing)|grammar|operator|keyword|word|text|pad|eos|bos|unk|mask|sep|cls|start|end|stop|special|blank|newline)_token$/

/** `css_token = 'bookmark-label'`, a word of a grammar. */
function isKindOfToken(value: string, own: string): boolean {
  return OF_A_GRAMMAR.test(own) && WORDS_WITH_HYPHENS.test(value) && !isPlaceholder(value)
}

function secret(text: string, placeholder: boolean): Secret {
  const shown = Math.min(4, Math.floor(text.length / 4))
  return {
    kind: 'secret',
    masked: `${shown < 2 ? '' : text.slice(0, shown)}…`,
    length: text.length,
    entropy: entropy(text),
    placeholder,
  }
}

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text.trim().slice(0, 200))
}

function isMonotonous(text: string): boolean {
  return /(.)\1{7}/.test(text) || entropy(text.slice(4)) < 1.5
}

/** Shannon entropy in bits per character, two decimals. */
export function entropy(text: string): number {
  if (text === '') return 0
  const counts = new Map<string, number>()
  for (const character of text.slice(0, 2000)) counts.set(character, (counts.get(character) ?? 0) + 1)
  const total = Math.min(text.length, 2000)
  let bits = 0
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total)
  return Math.round(bits * 100) / 100
}

const ANY_SHAPE = new RegExp(SHAPES.map((shape) => shape.source).join('|'), 'g')
const ANY_URL_CREDENTIALS = new RegExp(URL_CREDENTIALS.source, 'gi')
const SHORTEST_SHAPE = 14

/**
 * Source text that may be stored: secrets of known forms, and quoted values beside secret names or given to one, are
 * blotted out.
 */
export function safeText(text: string, limit: number, name: string | null = null): string {
  if (text.length < SHORTEST_SHAPE && !/["']/.test(text)) return text.slice(0, limit)
  let safe = withoutTokens(text.length > 4 * limit ? text.slice(0, 4 * limit) : text)
  if (/["']/.test(safe) && ((name !== null && isSecretName(name)) || mentionsSecret(safe)))
    safe = safe.replace(/(["'])[^"'\n]{1,500}\1?/g, '$1…$1')
  return safe.slice(0, limit)
}

/** Without tokens of known forms, of which the beginning stays, and without passwords in addresses. */
export function withoutTokens(text: string): string {
  const safe = MAY_HOLD_TOKEN.test(text) ? text.replace(ANY_SHAPE, (found) => `${found.slice(0, 4)}…`) : text
  return safe.includes('://') ? safe.replace(ANY_URL_CREDENTIALS, '$1$2:…@$4') : safe
}

function mentionsSecret(text: string): boolean {
  return (text.match(/[A-Za-z_][\w-]{2,80}/g) ?? []).some(isSecretName)
}

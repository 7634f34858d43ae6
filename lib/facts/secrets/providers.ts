export interface ProviderPattern {
  readonly what: string
  readonly pattern: RegExp
}

/** Shapes that secretlint lacks or does not tell well. Every pattern is linear: no nested quantifier, bounded repeats. */
export const PROVIDERS: readonly ProviderPattern[] = [
  { what: 'Slack token', pattern: /\bxoxs-[\w-]{12,250}/g },
  { what: 'Stripe live key', pattern: /\b[sr]k_live_[0-9a-zA-Z]{16,120}\b/g },
  { what: 'Google API key', pattern: /\bAIza[\w-]{35}\b/g },
  { what: 'Google OAuth client secret', pattern: /\bGOCSPX-[\w-]{28}\b/g },
  // Keys of projects as they were first given; secretlint knows the later, longer ones.
  { what: 'OpenAI key', pattern: /\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b/g },
  { what: 'Anthropic key', pattern: /\bsk-ant-(?!api0)[a-z]{3,10}\d{2}-[\w-]{40,200}/g },
  { what: 'SendGrid key', pattern: /\bSG\.[\w-]{22}\.[\w-]{43}\b/g },
  { what: 'Twilio API key', pattern: /\bSK[0-9a-f]{32}\b/g },
  { what: 'PyPI token', pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,250}/g },
  { what: 'Telegram bot token', pattern: /\b\d{8,10}:AA[\w-]{33}\b/g },
  { what: 'DigitalOcean token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { what: 'HashiCorp Vault root token', pattern: /\bhvs\.[A-Za-z0-9]{24}(?![\w-])/g },
  { what: 'Azure storage key', pattern: /AccountKey=[A-Za-z0-9+/]{86}==/g },
  { what: 'Mailgun key', pattern: /\bkey-[0-9a-f]{32}\b/g },
]

/** Beginnings that name a provider and are no secret: of the shapes above and of those that secretlint knows. */
const PREFIX =
  /^(?:AKIA|ASIA|gh[oprsu]_|github_pat_|glpat-|xox[aboprs]-|xapp-|[sr]k_live_|AIza|GOCSPX-|sk-ant-[a-z]{3,10}\d{2}-|sk-(?:proj|svcacct|admin)-|sk-|SG\.|SK|npm_|pypi-|hf_|hv[brs]\.|do[opr]_v1_|dapi|shp(?:at|ca|pa|ss)_|glc_|glsa_|gsk_|lin_api_|ntn_|ops_|vc[aikpr]_|dckr_pat_|figd_|key-|https:\/\/hooks\.slack\.com\/services\/|-----BEGIN PRIVATE KEY-----)/

/** The beginning of a token that may be shown, if it has one. */
export function publicPrefix(value: string): string | undefined {
  return PREFIX.exec(value)?.[0]
}

export const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----\s{0,4}(?:\\n|\n)?\s{0,16}["']?[A-Za-z0-9+/=]{32}/g

/** `scheme://user:password@host`, each of the three a group. */
export const URL_CREDENTIAL =
  /\b[a-z][a-z0-9+.-]{1,30}:\/\/([^\s:/@"'<>{}$%]{1,64}):([^\s/@"'<>{}$%]{3,128})@([\w.-]{1,200})/g

const LOCAL_HOST =
  /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::1|db|database|postgres\w*|pg|mysql|mariadb|redis|rabbitmq|rabbit|mongo\w*|broker|cache|minio|host|hostname|server|example\.\w+|.*\.example(?:\.\w+)?|host\.docker\.internal|.*\.(?:test|local|localhost|invalid))$/i

/** A host of this machine, of a compose network, or of documentation. */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOST.test(host)
}

/** What an example makes up from the user's name: `shop_user:shop_password`, `shop:shop`. */
export function isMadeOfUser(user: string, password: string): boolean {
  const stem = user.replace(/[_-]?(?:user|admin)$/i, '').toLowerCase()
  const rest = password.toLowerCase()
  if (rest === user.toLowerCase()) return true
  return rest.startsWith(stem) && /^[_-]?(?:password|passwd|pass|pw|secret)$/.test(rest.slice(stem.length))
}

/** A token keeps the prefix that names its provider; of any other secret only the length is said. */
export function mask(value: string, prefix = ''): string {
  return `${prefix}… (${value.length} characters)`
}

export interface ProviderPattern {
  readonly what: string
  readonly pattern: RegExp
}

/** Credentials that can be told by their shape alone. Every pattern is linear: no nested quantifier, bounded repeats. */
export const PROVIDERS: readonly ProviderPattern[] = [
  { what: 'AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { what: 'GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g },
  { what: 'GitHub fine-grained token', pattern: /\bgithub_pat_[A-Za-z0-9_]{40,255}\b/g },
  { what: 'GitLab token', pattern: /\bglpat-[\w-]{20,64}/g },
  { what: 'Slack token', pattern: /\bxox[abprs]-[\w-]{12,250}/g },
  { what: 'Slack webhook', pattern: /https:\/\/hooks\.slack\.com\/services\/T\w{6,14}\/B\w{6,14}\/\w{16,32}/g },
  { what: 'Stripe live key', pattern: /\b[sr]k_live_[0-9a-zA-Z]{16,120}\b/g },
  { what: 'Google API key', pattern: /\bAIza[\w-]{35}\b/g },
  { what: 'Google OAuth client secret', pattern: /\bGOCSPX-[\w-]{28}\b/g },
  { what: 'OpenAI key', pattern: /\bsk-(?:proj-|svcacct-|admin-)[\w-]{40,200}|\bsk-[A-Za-z0-9]{48}\b/g },
  { what: 'Anthropic key', pattern: /\bsk-ant-[\w-]{40,200}/g },
  { what: 'SendGrid key', pattern: /\bSG\.[\w-]{22}\.[\w-]{43}\b/g },
  { what: 'Twilio API key', pattern: /\bSK[0-9a-f]{32}\b/g },
  { what: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { what: 'PyPI token', pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,250}/g },
  { what: 'Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/g },
  { what: 'Telegram bot token', pattern: /\b\d{8,10}:AA[\w-]{33}\b/g },
  { what: 'DigitalOcean token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { what: 'HashiCorp Vault token', pattern: /\bhvs\.[\w-]{24,200}/g },
  { what: 'Azure storage key', pattern: /AccountKey=[A-Za-z0-9+/]{86}==/g },
  { what: 'Mailgun key', pattern: /\bkey-[0-9a-f]{32}\b/g },
  { what: 'Databricks token', pattern: /\bdapi[0-9a-f]{32}\b/g },
]

export const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----\s{0,4}(?:\\n|\n)?\s{0,16}["']?[A-Za-z0-9+/=]{32}/g

/** `scheme://user:password@host`; the password is group 1, the host group 2. */
export const URL_CREDENTIAL =
  /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@"'<>{}$%]{1,64}:([^\s/@"'<>{}$%]{3,128})@([\w.-]{1,200})/g

const LOCAL_HOST =
  /^(?:localhost|127\.\d|0\.0\.0\.0|::1|db|database|postgres\w*|pg|mysql|mariadb|redis|rabbitmq|rabbit|mongo\w*|broker|cache|minio|host|hostname|server|example\.\w+|.*\.example(?:\.\w+)?|host\.docker\.internal|.*\.(?:test|local|localhost|invalid))$/i

/** A host of this machine, of a compose network, or of documentation. */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOST.test(host)
}

/** A token keeps the prefix that names its provider; of any other secret only the length is said. */
export function mask(value: string, prefix = ''): string {
  return `${prefix}… (${value.length} characters)`
}

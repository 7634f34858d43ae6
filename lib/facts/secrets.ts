import { firstFitting } from '@/lib/python/per-text'
import { entropy, isPlaceholder } from '@/lib/python/secrets'
import type { CredentialHit, FactInput } from './fact-input'
import type { Evidence, Facts, FileEntry, Role, SecretFinding, SecretsFact } from './facts'
import { overriddenScopes } from './flask-defaults'
import { readNotebooks } from './python'
import { addressSeverity, EXAMPLE_FILE } from './secrets/addresses'
import { isApiDocument } from './secrets/api-document'
import { deployedPasswords } from './secrets/deployment'
import { mask, PRIVATE_KEY, PROVIDERS, publicPrefix, URL_CREDENTIAL } from './secrets/providers'
import { DEVELOPMENT_PLACE, literalSecrets } from './secrets/python-literals'
import { isSearched } from './secrets/searched'
import { envFileSecrets, settingsFileSecrets, wordingSecrets } from './secrets/settings'
import { isWording } from './secrets/wording'
import { lineAt } from './text'

const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$|(?:^|\/)[\w-]+\.env$/
const ENV_TEMPLATE = /example|sample|template|dist|default|tpl|\.test|\.ci$/i
const SETTINGS_FILE = /\.(?:ya?ml|toml|ini|cfg|conf|json|properties)$/i
const NOT_SETTINGS =
  /(?:^|\/)(?:package(?:-lock)?\.json|google-services\.json|openapi\.\w+|swagger\.\w+|mkdocs\.yml|\.secrets\.baseline)$|\.(?:lock|(?:schema|min)\.json)$/i
const KEY_HEADER = '-----BEGIN'
/** The same in base64, as it stands in a Secret of Kubernetes. */
const ENCODED_KEY = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{20}/g
/** Said in place of a private key, none of which is shown. */
const KEY_NAME = '-----BEGIN PRIVATE KEY-----'
const PUBLIC_CLIENT_KEY = /firebase|google-services|maps\.googleapis|mapbox/i
const MANAGERS: readonly [RegExp, string][] = [
  [/^hvac\./, 'HashiCorp Vault'],
  [/^boto3\.(?:client|resource)$/, 'AWS'],
  [/^google\.cloud\.secretmanager/, 'Google Secret Manager'],
  [/^azure\.keyvault/, 'Azure Key Vault'],
  [/^keyring\./, 'the system keyring'],
  [/(?:^|\.)SecretStr$/, 'SecretStr'],
]

const managerOf = firstFitting(MANAGERS)

const HOLDS_SECRETS: ReadonlySet<Role> = new Set(['application', 'tooling', 'excluded'])

export function readSecrets(input: FactInput): SecretsFact {
  const { facts, credentials } = input
  const findings: SecretFinding[] = []
  const unsearched: string[] = []
  const envFiles: SecretsFact['envFiles'][number][] = []
  for (const file of facts.files.all) {
    if (!isScanned(file)) continue
    const text = facts.files.text(file.path)
    if (text === null) continue
    const hits = credentials(file.path)
    if (!hits) unsearched.push(file.path)
    findings.push(...shapes(file, text, hits ?? []))
    if (ENV_FILE.test(file.path)) {
      const template = ENV_TEMPLATE.test(file.path)
      const held = template ? [] : envFileSecrets(file.path, text)
      envFiles.push({ path: file.path, holdsSecrets: held.length > 0, template })
      findings.push(...held)
    } else if (
      SETTINGS_FILE.test(file.path) &&
      !NOT_SETTINGS.test(file.path) &&
      !EXAMPLE_FILE.test(file.path) &&
      !isApiDocument(file.path, text)
    ) {
      const search = isWording(file.path) ? wordingSecrets : settingsFileSecrets
      findings.push(...search(file.path, text), ...deployedPasswords(file.path, text))
    }
  }
  const overridden = overriddenScopes(facts.python)
  // What an owner excludes is no place to hide a credential in, nor is a notebook.
  for (const module of [...facts.python.modules, ...readNotebooks(input)])
    if (HOLDS_SECRETS.has(module.role)) findings.push(...literalSecrets(module, overridden.get(module.path)))
  return {
    findings: withoutRepeats(findings),
    unsearched,
    envFiles,
    envIgnored: facts.files.ignoredByGit('.env') || facts.files.ignoredByGit(`${facts.project.path}/.env`),
    usesEnvFile: envFileUse(facts),
    sources: secretSources(facts),
  }
}

function isScanned({ role, size, path }: FileEntry): boolean {
  return role !== 'vendored' && role !== 'test' && role !== 'template' && isSearched(path, size)
}

function shapes({ path }: FileEntry, text: string, hits: readonly CredentialHit[]): SecretFinding[] {
  const found: SecretFinding[] = []
  const add = (what: string, value: string, offset: number, severity: SecretFinding['severity'] = 'leak') => {
    const place = DEVELOPMENT_PLACE.test(path) ? 'development' : severity
    if (found.length < 50)
      found.push({
        severity: place,
        what,
        masked: mask(value, publicPrefix(value)),
        path,
        line: lineAt(text, offset),
        suppressed: allowed(text, offset),
      })
  }
  for (const { what, pattern } of PROVIDERS) {
    for (const match of text.matchAll(pattern)) {
      if (isPlaceholder(match[0]) || entropy(match[0]) < 2.8) continue
      if (
        what === 'Google API key' &&
        (PUBLIC_CLIENT_KEY.test(path) ||
          PUBLIC_CLIENT_KEY.test(text.slice(Math.max(0, match.index - 400), match.index + 400)))
      )
        continue
      add(what, match[0], match.index)
    }
  }
  for (const { what, start, end } of hits) {
    const value = text.slice(start, end)
    if (value.startsWith(KEY_HEADER)) add(what, KEY_NAME, start)
    else if (!isPlaceholder(value) && entropy(value) >= 2.8) add(what, value, start)
  }
  for (const match of text.matchAll(PRIVATE_KEY)) add('private key', KEY_NAME, match.index)
  for (const { index } of text.matchAll(ENCODED_KEY))
    if (decodedAt(text, index).search(PRIVATE_KEY) === 0) add('private key in base64', KEY_NAME, index)
  for (const match of text.includes('://') ? text.matchAll(URL_CREDENTIAL) : []) {
    const [all, user = '', password = '', host = ''] = match
    const end = match.index + all.length
    const severity = addressSeverity(path, { user, password, host, after: text.slice(end, end + 100) })
    if (severity) add('password in an address', password, match.index, severity)
  }
  return found
}

/** The beginning of what stands there in base64, wrapped or not. */
function decodedAt(text: string, start: number): string {
  const encoded = text.slice(start, start + 400).replace(/\\n|\s/g, '')
  const [whole = ''] = /^(?:[A-Za-z0-9+/]{4})*/.exec(encoded) ?? []
  return atob(whole)
}

function allowed(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset) + 1
  const end = text.indexOf('\n', offset)
  return /pragma: allowlist secret|gitleaks:allow|nosec B10|noqa: ?S10|ggignore/.test(
    text.slice(start, end === -1 ? offset + 500 : end),
  )
}

function withoutRepeats(findings: readonly SecretFinding[]): SecretFinding[] {
  const byPlace = new Map<string, SecretFinding>()
  const rank = { leak: 2, 'insecure-default': 1, development: 0 }
  for (const finding of findings) {
    const key = `${finding.path}:${finding.line}`
    const known = byPlace.get(key)
    if (!known || rank[finding.severity] > rank[known.severity]) byPlace.set(key, finding)
  }
  return [...byPlace.values()]
}

function envFileUse({ python, files }: Facts): Evidence | null {
  for (const { path, record } of python.application) {
    const call = record.calls.find(({ callee }) =>
      /^(?:dotenv\.(?:load_dotenv|dotenv_values)|environ\.Env\.read_env|environs\.Env\(\)\.read_env)$/.test(callee),
    )
    if (call) return { path, line: call.line, note: 'Loads a .env file.' }
    const setting = record.assignments.find(
      ({ target, value }) =>
        /env_file/.test(target) || (target.endsWith('model_config') && JSON.stringify(value).includes('env_file')),
    )
    if (setting) return { path, line: setting.line, note: 'Its settings read a .env file.' }
  }
  const compose = files.all.find(
    ({ path }) => /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(path) && /env_file:/.test(files.text(path) ?? ''),
  )
  return compose ? { path: compose.path, note: 'Compose reads a .env file.' } : null
}

function secretSources({ python }: Facts): Evidence[] {
  const sources: Evidence[] = []
  for (const { path, record } of python.application) {
    const read = record.environment.find(
      ({ name }) => name !== null && /pass|secret|token|key|dsn|credential/i.test(name),
    )
    if (read) sources.push({ path, line: read.line, note: `${read.name} comes from the environment.` })
    for (const { callee, args, line } of record.calls) {
      const manager = managerOf(callee)
      if (!manager || (manager === 'AWS' && !/secretsmanager|ssm/.test(JSON.stringify(args[0] ?? '')))) continue
      sources.push({ path, line, note: `Secrets come from ${manager}.` })
    }
    for (const { fields } of record.classes) {
      const field = fields.find(({ annotation }) => /SecretStr|SecretBytes/.test(annotation ?? ''))
      if (field) sources.push({ path, line: field.line, note: `${field.name} is typed as a secret.` })
    }
  }
  return sources.slice(0, 8)
}

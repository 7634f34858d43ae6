import type { Value } from '@/lib/python/record'
import { isSecretName } from '@/lib/python/secret-names'
import type { PythonModule, SecretFinding } from '../facts'

export const DEVELOPMENT_PLACE =
  /(?:^|[/._-])(?:dev|development|local|test|tests|testing|ci|debug|sandbox|example)(?:$|[/._-])/i
const DEVELOPMENT_CLASS = /^class:\w*(?:Dev|Test|Local|Debug)\w*$/
const SIGNING_KEY = /(?:^|[.\]['"])(?:SECRET_KEY|secret_key|JWT_SECRET\w*|JWT_SECRET_KEY)['"\]]*$/

type Secret = Extract<Value, { kind: 'secret' }>

/** Literal credentials in a module: assignments, arguments, and fallbacks of environment reads. */
export function literalSecrets({ path, record }: PythonModule): SecretFinding[] {
  const suppressed = new Set(record.suppressions.filter(isSecretDecision).map(({ line }) => line))
  const place = (
    line: number,
    scope: string,
    what: string,
    value: Secret,
    weak: SecretFinding['severity'],
  ): SecretFinding => ({
    severity: severityOf(path, scope, what, value, weak),
    what,
    masked: `… (${value.length} characters)`,
    path,
    line,
    suppressed: suppressed.has(line),
  })
  const found: SecretFinding[] = []
  for (const { target, line, value, scope, annotation } of record.assignments) {
    if (value.kind !== 'secret' || value.length < 4 || !(isSecretName(target) || SIGNING_KEY.test(target))) continue
    const isField = annotation !== undefined && scope.startsWith('class:')
    found.push(
      isField
        ? { ...place(line, scope, target, value, 'insecure-default'), severity: 'insecure-default' }
        : place(line, scope, target, value, 'insecure-default'),
    )
  }
  for (const { callee, keywords, line, scope, inMain } of record.calls) {
    if (
      inMain ||
      /(?:add_argument|Field|Option|Argument|Column|CharField|getenv|environ\.get|config|env)$/.test(callee)
    )
      continue
    for (const [name, value] of Object.entries(keywords)) {
      const login = /auth$/i.test(name) && value.kind === 'list' ? value.items[1] : undefined
      if (login?.kind === 'secret' && login.length >= 4)
        found.push(place(line, scope ?? 'module', `password of ${shorten(callee)}`, login, 'insecure-default'))
      if (value.kind === 'secret' && value.length >= 4 && isSecretName(name))
        found.push(place(line, scope ?? 'module', `${name} of ${shorten(callee)}`, value, 'insecure-default'))
    }
  }
  for (const { name, line, default: fallback } of record.environment) {
    if (
      fallback?.kind !== 'secret' ||
      !name ||
      !(isSecretName(name) || SIGNING_KEY.test(name)) ||
      fallback.length === 0
    )
      continue
    found.push({
      severity: 'insecure-default',
      what: `fallback of ${name}`,
      masked: `… (${fallback.length} characters)`,
      path,
      line,
      suppressed: suppressed.has(line),
    })
  }
  return found
}

function severityOf(
  path: string,
  scope: string,
  what: string,
  value: Secret,
  weak: SecretFinding['severity'],
): SecretFinding['severity'] {
  if (DEVELOPMENT_PLACE.test(path) || DEVELOPMENT_CLASS.test(scope)) return 'development'
  if (SIGNING_KEY.test(what) && (!value.placeholder || value.length >= 30)) return 'leak'
  if (value.placeholder) return weak
  return value.length >= 8 && value.entropy >= 2.5 ? 'leak' : weak
}

function isSecretDecision({ kind, codes }: PythonModule['record']['suppressions'][number]): boolean {
  if (kind === 'allowlist-secret') return true
  return codes.some((code) => /^(?:S10[567]|B10[567])$/.test(code))
}

function shorten(callee: string): string {
  return callee.length > 60 ? `…${callee.slice(-58)}` : callee
}

/** Layered settings: a literal in the base that the production layer beside it replaces is one for development. */
export function replacedElsewhere(finding: SecretFinding, modules: readonly PythonModule[]): SecretFinding {
  if (finding.severity !== 'leak' || !SIGNING_KEY.test(finding.what)) return finding
  const folder = finding.path.slice(0, finding.path.lastIndexOf('/') + 1)
  const replaced = modules.some(
    ({ path, record }) =>
      path !== finding.path &&
      path.startsWith(folder) &&
      /prod|production|live|deploy|base/i.test(path.slice(folder.length)) &&
      record.assignments.some(
        ({ target, value, scope }) =>
          scope === 'module' && target === finding.what && value.kind !== 'secret' && value.kind !== 'string',
      ),
  )
  return replaced ? { ...finding, severity: 'development' } : finding
}

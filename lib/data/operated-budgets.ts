import 'server-only'
import { requireOperator } from '@/lib/auth/operator'
import { db } from './db'
import { readBudgets } from './github-budgets'
import { sightOf } from './operator-sight'

export interface BudgetRow {
  readonly key: string
  /** Whose it is, in words. */
  readonly account: string
  readonly resource: string
  readonly limit: number | null
  readonly remaining: number | null
  /** ISO timestamps. */
  readonly resetAt: string | null
  readonly blockedUntil: string | null
  readonly inFlight: number
}

/** What GitHub still lets each account ask, for operators: those that wait first, then those with the least left. */
export async function getBudgets(): Promise<readonly BudgetRow[]> {
  await requireOperator()
  const budgets = await readBudgets()
  const nameOf = await namesOf(budgets.map(({ key }) => key))
  return budgets.map(({ resetAt, blockedUntil, ...budget }) => ({
    ...budget,
    account: nameOf(budget.key),
    resetAt: resetAt?.toISOString() ?? null,
    blockedUntil: blockedUntil?.toISOString() ?? null,
  }))
}

async function namesOf(keys: readonly string[]): Promise<(key: string) => string> {
  const idsOf = (kind: string) => keys.flatMap((key) => numberAfter(`${kind}:`, key) ?? [])
  const [installations, people] = await Promise.all([
    db().installation.findMany({
      where: { githubId: { in: idsOf('installation') } },
      select: { githubId: true, organisationId: true, organisation: { select: { login: true } } },
    }),
    db().user.findMany({ where: { githubId: { in: idsOf('user') } }, select: { githubId: true, login: true } }),
  ])
  const sight = await sightOf(
    installations.map(({ organisationId, organisation }) => ({ organisationId, organisation: organisation.login })),
  )
  const names = new Map<string, string>([
    ['app', 'The GitHub App itself'],
    ['token', 'GITHUB_TOKEN'],
    ...people.map(({ githubId, login }) => [`user:${githubId}`, login] as const),
    ...installations
      .filter(({ organisationId }) => sight.sees(organisationId))
      .map(({ githubId, organisation }) => [`installation:${githubId}`, organisation.login] as const),
  ])
  return (key) => {
    const installation = numberAfter('installation:', key)
    return names.get(key) ?? (installation === null ? key : `Installation ${installation}`)
  }
}

function numberAfter(start: string, key: string): bigint | null {
  const digits = key.startsWith(start) ? key.slice(start.length) : ''
  return /^\d{1,18}$/.test(digits) ? BigInt(digits) : null
}

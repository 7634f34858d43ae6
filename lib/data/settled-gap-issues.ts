import 'server-only'
import { db } from './db'
import { Prisma } from './generated/client'

/** An open issue whose gap the latest audit of its repository no longer finds. */
export interface SettledGapIssue {
  readonly id: bigint
  readonly number: number | null
  readonly openedById: bigint | null
  readonly verdict: 'pass' | 'not_applicable'
  /** What was audited. */
  readonly commit: string
}

export async function findSettledGapIssues(repositoryId: bigint): Promise<readonly SettledGapIssue[]> {
  return db().$queryRaw<SettledGapIssue[]>`
    select g.id, g.number, g.opened_by_id as "openedById", ${VERDICT} as verdict, a.commit ${SETTLED}
      and g.repository_id = ${repositoryId} order by g.id`
}

/** Repositories that have any, over all organisations. */
export async function findRepositoriesToSettle(): Promise<
  readonly { readonly organisationId: bigint; readonly repositoryId: bigint }[]
> {
  return db().$queryRaw`
    select distinct r.organisation_id as "organisationId", r.github_id as "repositoryId" ${SETTLED}`
}

const VERDICT = Prisma.sql`a.verdicts ->> g.characteristic`

const SETTLED = Prisma.sql`
  from gap_issues g
  join repositories r on r.github_id = g.repository_id
  join audits a on a.id = r.latest_audit_id
  where g.state = 'open' and ${VERDICT} in ('pass', 'not_applicable')`

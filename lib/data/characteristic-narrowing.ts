import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import type { CharacteristicQuery } from './characteristic-query'
import { Prisma } from './generated/client'
import { WITHOUT_TEAM } from './scorecard-query'
import { isInTeam, isWithoutTeam } from './visible'

/** Condition on `repositories r`: of the team and kind that are asked for, as both are today. */
export function isOfGroup(access: OrgAccess, { team, kind }: Pick<CharacteristicQuery, 'team' | 'kind'>): Prisma.Sql {
  const conditions = [Prisma.sql`true`]
  if (kind) {
    conditions.push(Prisma.sql`exists (
      select from audits k where k.id = r.latest_audit_id and k.kind = ${kind})`)
  }
  if (team === WITHOUT_TEAM) {
    conditions.push(isWithoutTeam(access))
  } else if (team) {
    conditions.push(isInTeam(access, team))
  }
  return Prisma.join(conditions, ' and ')
}

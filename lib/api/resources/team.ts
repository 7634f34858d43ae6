import 'server-only'
import type { z } from 'zod'
import type { OrgAccess } from '@/lib/auth/access'
import { CATEGORIES } from '@/lib/checks/rubric'
import { readTeam, readTeamHead } from '@/lib/data/team'
import { readTeamComparison } from '@/lib/data/teams'
import type { Range } from '@/lib/data/trend-range'
import { readVerdictChanges } from '@/lib/data/verdict-changes'
import { addressesOf } from '../addresses'
import { nothing } from '../asked'
import type { Team, Teams } from '../contract/team'
import { describeTrend } from './trend'

export async function describeTeams(access: OrgAccess, range: Range): Promise<z.input<typeof Teams>> {
  const { teams, withoutTeam } = await readTeamComparison(access, range)
  return {
    teams: teams.map((team) => ({
      ...team,
      trend: describeTrend(team.trend),
      ...addressesOf(access.login, 'teams', team.slug),
    })),
    withoutTeam,
  }
}

/** Throws AppError 'not-found' for a team that this viewer may not know of. */
export async function describeTeam(access: OrgAccess, slug: string, range: Range): Promise<z.input<typeof Team>> {
  const head = (await readTeamHead(access, slug)) ?? nothing()
  const [team, changes] = await Promise.all([
    readTeam(access, head, range),
    readVerdictChanges(access, { team: head.slug, range, page: 1 }),
  ])
  const categoryTrends = Object.fromEntries(
    CATEGORIES.map(({ id }) => [id, describeTrend(team.categoryTrends[id])]),
  ) as typeof team.categoryTrends
  return {
    ...team,
    trend: describeTrend(team.trend),
    categoryTrends,
    changes,
    ...addressesOf(access.login, 'teams', head.slug),
  }
}

import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { db } from './db'
import { recordChange } from './record-change'

/** Puts on record that somebody asked for the issues of one gap in several repositories of a team at once. */
export async function recordOpenedIssues(
  { organisationId, viewerId: personId }: OrgAccess,
  {
    team,
    characteristic,
    repositories,
  }: {
    /** Its slug. */
    readonly team: string
    readonly characteristic: CharacteristicId
    /** How many. */
    readonly repositories: number
  },
): Promise<void> {
  await recordChange(db(), {
    organisationId,
    personId,
    action: 'issues-opened',
    subject: characteristic,
    after: { team, repositories },
  })
}

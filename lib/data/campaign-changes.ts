import 'server-only'
import { requireCheck } from '@/lib/checks/registry'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { longDay } from './campaign-words'
import type { Campaign } from './campaigns'
import { db } from './db'

/** That a campaign was about something else before a day. */
export interface CampaignChange {
  /** YYYY-MM-DD (UTC). */
  readonly day: string
  readonly by: string
  /** What it was before, each a part of a sentence; at least one. */
  readonly what: readonly string[]
}

const MOST = 100

/** How the goal, scope and last day of a campaign, which the viewer was found to know, were changed on the way; oldest first. */
export async function readCampaignChanges({ id }: Pick<Campaign, 'id'>): Promise<readonly CampaignChange[]> {
  const rows = await db().$queryRaw<ChangeRow[]>`
    select to_char(changed_at at time zone 'utc', 'YYYY-MM-DD') as day, changed_by_login as by, characteristic,
      minimum_score as "minimumScore", to_char(target_on, 'YYYY-MM-DD') as "targetOn", scope_changed as "scopeChanged"
    from campaign_changes where campaign_id = ${BigInt(id)} order by id limit ${MOST}`
  return rows.map(({ day, by, ...row }) => ({ day, by, what: whatOf(row) }))
}

interface ChangeRow {
  readonly day: string
  readonly by: string
  readonly characteristic: string | null
  readonly minimumScore: number | null
  readonly targetOn: string | null
  readonly scopeChanged: boolean
}

/** Teams may be secret, so that of the scope only is told that it was another one. */
function whatOf({ characteristic, minimumScore, targetOn, scopeChanged }: Omit<ChangeRow, 'day' | 'by'>): string[] {
  const known = CHARACTERISTICS.find(({ id }) => id === characteristic)
  return [
    ...(known ? [`what is wanted (before: “${requireCheck(known.id).title}”)`] : []),
    ...(characteristic !== null && !known ? ['what is wanted'] : []),
    ...(minimumScore !== null ? [`what is wanted (before: a score of ${minimumScore} or more)`] : []),
    ...(scopeChanged ? ['which kinds and teams are meant'] : []),
    ...(targetOn !== null ? [`the last day (before: ${longDay(targetOn)})`] : []),
  ]
}

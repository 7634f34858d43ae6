import 'server-only'
import { createHash } from 'node:crypto'
import { readCount, readLeft } from './campaign-left'
import { writeReminder } from './campaign-reminder'
import { goalSentence } from './campaign-words'
import { readCampaign } from './campaigns'
import type { MessageTarget } from './message-delivery'
import { accessOf } from './message-facts'
import { campaignPageUrl } from './page-url'
import { dayBefore } from './trend-days'

/** What a channel would be sent about a campaign. */
export interface ChannelReminder {
  readonly text: string
  /** Tells this text from any other. */
  readonly digest: string
  /** How many repositories are left, of those that messages may name. */
  readonly left: number
}

const NAMED = 50

/**
 * The reminder of a campaign as messages of an organisation may tell it, of all teams or of one: where they name public
 * repositories alone, no other is counted, as in the daily summary. Null where
 * that is about no repository: of secret teams, or of private repositories alone.
 */
export async function writeChannelReminder(
  target: MessageTarget,
  id: string,
  team?: string,
): Promise<ChannelReminder | null> {
  const access = await accessOf(target)
  const campaign = await readCampaign(access, id)
  if (!campaign || campaign.endedOn !== null) return null
  const [count, { rows, total }] = await Promise.all([
    readCount(access, campaign, team),
    readLeft(access, campaign, { team, page: 1 }, NAMED),
  ])
  if (count.scope === 0) return null
  const text = writeReminder({
    name: campaign.name,
    goal: goalSentence({ ...campaign, teams: campaign.teams.map(({ name }) => name) }),
    targetOn: campaign.targetOn,
    today: dayBefore(0),
    counts: count,
    publicOnly: target.scope === 'public',
    rows,
    total,
    url: campaignPageUrl(target.login, campaign.id, team),
  })
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 32)
  return { text, digest, left: count.scope - count.done }
}

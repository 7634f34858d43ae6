import 'server-only'
import { writeChannelReminder } from '@/lib/data/channel-reminder'
import { claimDueReminder, releaseReminder } from '@/lib/data/due-reminders'
import { findTarget } from '@/lib/data/message-delivery'
import { noteReminder } from '@/lib/data/reminder-delivery'
import { deliver } from './deliver'
import { plainText } from './slack-text'

const NOBODY = 'Nobody is left, so nothing was sent.'
const SECRET =
  'Nothing was sent: messages do not tell of secret teams, nor of private repositories unless Settings say so, and it is about nothing else.'

/** Sends the weekly reminder of a campaign if it is due still. What could not be sent is due again after a pause that grows. */
export async function sendWeeklyReminder(campaignId: bigint): Promise<void> {
  const claimed = await claimDueReminder(campaignId)
  if (!claimed) return
  const target = await findTarget(claimed.organisationId)
  if (!target) return
  const reminder = await writeChannelReminder(target, String(campaignId))
  if (!reminder || reminder.left === 0) return noteReminder(campaignId, null, reminder ? NOBODY : SECRET)
  const failure = await deliver(target, plainText(reminder.text))
  if (failure !== null) await releaseReminder(claimed)
  await noteReminder(campaignId, null, failure)
}

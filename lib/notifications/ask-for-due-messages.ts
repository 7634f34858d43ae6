import 'server-only'
import { findDueMessages } from '@/lib/data/due-messages'
import { findDueReminders } from '@/lib/data/due-reminders'
import { enqueueMessage, enqueueReminder } from '@/lib/jobs/enqueue-messages'

/** Asks for every message that is due to be sent. */
export async function askForDueMessages(): Promise<void> {
  for (const due of await findDueMessages()) await enqueueMessage(due)
  for (const due of await findDueReminders()) await enqueueReminder(due)
}

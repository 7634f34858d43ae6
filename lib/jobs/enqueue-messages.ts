import 'server-only'
import type { DueMessage } from '@/lib/data/due-messages'
import type { DueReminder } from '@/lib/data/due-reminders'
import { addJob } from './queue'

/**
 * Asks for a message to be sent; those of an organisation are sent one after the other. Each is tried once: when to try
 * again is noted with the organisation's notifications, where its owners read it.
 */
export async function enqueueMessage({ organisationId, about }: DueMessage): Promise<void> {
  await addJob({
    name: 'send-message',
    payload: { organisationId: String(organisationId), about },
    key: `message:${organisationId}:${about}`,
    queueName: `messages:${organisationId}`,
    maxAttempts: 1,
  })
}

/** The same of the weekly reminder of a campaign. */
export async function enqueueReminder({ organisationId, campaignId }: DueReminder): Promise<void> {
  await addJob({
    name: 'send-reminder',
    payload: { campaignId: String(campaignId) },
    key: `reminder:${campaignId}`,
    queueName: `messages:${organisationId}`,
    maxAttempts: 1,
  })
}

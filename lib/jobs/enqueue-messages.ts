import 'server-only'
import type { DueMessage } from '@/lib/data/due-messages'
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

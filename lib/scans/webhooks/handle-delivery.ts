import 'server-only'
import { findWaitingDelivery, noteDelivery, settleDelivery, type WaitingDelivery } from '@/lib/data/webhook-deliveries'
import { AppError, RateLimited } from '@/lib/errors'
import { giveUpJob } from '@/lib/jobs/current-job'
import { enqueueWebhook } from '@/lib/jobs/enqueue-webhook'
import { log } from '@/lib/log'
import { failureReason, isHopeless } from '../failure-reason'
import { findEvent } from './events'
import { ignored, type Outcome } from './webhook'

/** Handles a delivery once; throws what another try may mend, until the last one. */
export async function handleDelivery(id: string, isLastAttempt: boolean): Promise<void> {
  const delivery = await findWaitingDelivery(id)
  if (!delivery) return
  try {
    await settle(delivery, await handle(delivery))
  } catch (error) {
    await settleFailure(delivery, error, isLastAttempt)
  }
}

async function handle(delivery: WaitingDelivery): Promise<Outcome> {
  const event = findEvent(delivery.event)
  const payload = event?.payload.safeParse(delivery.payload)
  if (!event || !payload?.success) return ignored('It was stored by another version of Airworthy.')
  const { action, organisationId, installationId, receivedAt } = delivery
  return event.handle(payload.data, { action: action ?? '', organisationId, installationId, receivedAt })
}

async function settle(delivery: WaitingDelivery, outcome: Outcome): Promise<void> {
  const { id, event, action } = delivery
  if (outcome.status === 'later') {
    await noteDelivery(id, outcome.reason)
    return enqueueWebhook(delivery, outcome.at)
  }
  const reason = outcome.status === 'ignored' ? outcome.reason : null
  await settleDelivery(id, outcome.status, reason)
  log().info({ delivery: id, event, action, status: outcome.status, reason }, 'handled a webhook')
}

async function settleFailure(delivery: WaitingDelivery, error: unknown, isLastAttempt: boolean): Promise<void> {
  const { id, event, action } = delivery
  if (error instanceof RateLimited) {
    return settle(delivery, { status: 'later', reason: error.message, at: error.resetAt })
  }
  const isExpected = error instanceof AppError
  const isFinal = isLastAttempt || isHopeless(error)
  const reason = failureReason(error, 'on this delivery')
  log()[isExpected ? 'warn' : 'error']({ delivery: id, event, action, error, isFinal }, 'a webhook failed')
  if (isFinal) {
    await settleDelivery(id, 'failed', reason)
    return giveUpJob(error, reason)
  }
  await noteDelivery(id, reason)
  throw error
}

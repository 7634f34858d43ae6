import 'server-only'
import { type DueMessage, isDue } from '@/lib/data/due-messages'
import { findTarget, type MessageTarget } from '@/lib/data/message-delivery'
import { noteDailySent, readDailyFacts, readRegressions, settleRegressions } from '@/lib/data/message-facts'
import { dayBefore } from '@/lib/data/trend-days'
import { deliver } from './deliver'
import { dailyText, regressionText } from './message-texts'

/** Sends a message that is due still. What could not be sent is due again, after a pause that grows. */
export async function sendMessage(message: DueMessage): Promise<void> {
  const target = await findTarget(message.organisationId)
  if (!target || !(await isDue(message))) return
  await (message.about === 'daily' ? sendDaily(target) : sendRegressions(target))
}

async function sendDaily(target: MessageTarget): Promise<void> {
  const facts = await readDailyFacts(target)
  const failure = await deliver(target, dailyText(target, facts, dayBefore(0)))
  if (failure === null) await noteDailySent(target.organisationId, facts.told)
}

async function sendRegressions(target: MessageTarget): Promise<void> {
  const pending = await readRegressions(target)
  if (!pending) return
  const { facts, upTo } = pending
  if (facts.length === 0) return settleRegressions(target.organisationId, upTo, false)
  const failure = await deliver(target, regressionText(target, facts))
  if (failure === null) await settleRegressions(target.organisationId, upTo, true)
}

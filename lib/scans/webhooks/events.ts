import 'server-only'
import { push } from './push'
import type { WebhookEvent } from './webhook'

/** Every event that is acted upon; the App subscribes to these. */
export const EVENTS = {
  push,
} as const satisfies Record<string, WebhookEvent<never>>

/** The event of this name, with its payload still to be parsed; undefined for one that nothing is done about. */
export function findEvent(name: string): WebhookEvent<unknown> | undefined {
  return Object.hasOwn(EVENTS, name) ? (EVENTS[name as keyof typeof EVENTS] as WebhookEvent<unknown>) : undefined
}

import 'server-only'
import { push } from './push'
import type { WebhookEvent } from './webhook'

/** Every event that is acted upon; the App subscribes to these. */
const EVENTS: ReadonlyMap<string, WebhookEvent<unknown>> = new Map<string, WebhookEvent<unknown>>([['push', push]])

/** The event of this name; undefined for one that nothing is done about. */
export function findEvent(name: string): WebhookEvent<unknown> | undefined {
  return EVENTS.get(name)
}

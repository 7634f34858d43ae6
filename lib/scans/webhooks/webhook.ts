import 'server-only'
import type { z } from 'zod'
import { isKnownOrganisation } from '@/lib/data/organisation-changes'

/** How a delivery ended: done, nothing to do for the reason given, or to be looked at again later. */
export type Outcome =
  | { readonly status: 'handled' }
  | { readonly status: 'ignored'; readonly reason: string }
  | { readonly status: 'later'; readonly reason: string; readonly at: Date }

export const HANDLED: Outcome = { status: 'handled' }

/** `reason` is a sentence for a person. */
export function ignored(reason: string): Outcome {
  return { status: 'ignored', reason }
}

/** What the delivery says beside its payload. */
export interface DeliveryAbout {
  /** Empty for an event without actions. */
  readonly action: string
  readonly organisationId: bigint | null
  readonly installationId: bigint | null
  readonly receivedAt: Date
}

/** One event of GitHub: what is kept of its payload, and what is done about it. Done twice or late, it does no harm. */
export interface WebhookEvent<T> {
  /** The actions that matter; null when the event has none. */
  readonly actions: readonly string[] | null
  /** Everything that is not named here is dropped before anything is stored; parsing it again changes nothing. */
  readonly payload: z.ZodType<T>
  /** Why there is nothing to do, when the payload alone tells it: such a delivery is not even stored. */
  skip?(payload: T, action: string): string | null
  handle(payload: T, about: DeliveryAbout): Promise<Outcome>
}

/** Infers the payload from its schema. */
export function webhook<T>(event: WebhookEvent<T>): WebhookEvent<T> {
  return event
}

interface InOrganisation<T> extends Omit<WebhookEvent<T>, 'handle'> {
  handle(payload: T, about: DeliveryAbout & { readonly organisationId: bigint }): Promise<Outcome>
}

/** An event of an organisation; one that is not known here is none of our business. */
export function organisationWebhook<T>(event: InOrganisation<T>): WebhookEvent<T> {
  return {
    ...event,
    async handle(payload, about) {
      const { organisationId } = about
      if (organisationId === null) return ignored('It does not belong to an organisation.')
      if (!(await isKnownOrganisation(organisationId))) return ignored('This organisation is not known here.')
      return event.handle(payload, { ...about, organisationId })
    },
  }
}

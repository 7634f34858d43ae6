import 'server-only'
import { storeDelivery } from '@/lib/data/webhook-deliveries'
import { env, wayIn, webhookSecretOf } from '@/lib/env'
import { isSignature, verifiedText } from '@/lib/github/webhook-signature'
import { webhookJob } from '@/lib/jobs/webhook-job'
import { log } from '@/lib/log'
import { takeOfOrganisation } from './busy-organisations'
import { findEvent } from './events'
import { knownTargets } from './known-targets'
import { Envelope } from './payloads'
import { readBody } from './read-body'
import { askForRefusal, countRefusal, senderOf } from './refused-senders'
import type { WebhookEvent } from './webhook'

/** An HTTP status and a sentence for whoever reads GitHub's list of deliveries. */
export interface WebhookAnswer {
  readonly status: number
  readonly message: string
  /** With status 429: in so many seconds. */
  readonly retryAfter?: number
}

/** Takes a delivery of GitHub; whoever sent too many that are refused is not read any more for the rest of the minute. */
export async function receiveWebhook(request: Request): Promise<WebhookAnswer> {
  const sender = senderOf(request.headers, await knownTargets())
  const { granted, ...wait } = askForRefusal(sender)
  if (!granted) return { ...answer(429, 'Too many deliveries were refused; send it again later.'), ...wait }
  const given = await receive(request)
  if (REFUSED.includes(given.status)) countRefusal(sender)
  return given
}

/**
 * Refuses by its headers what can be, verifies the signature over the raw body before anything else is done with that,
 * keeps what the handler needs, and leaves the work to the queue. Whatever is not signed costs no look at the database
 * of its own.
 */
async function receive(request: Request): Promise<WebhookAnswer> {
  if (!env().GITHUB_WEBHOOK_SECRET)
    return answer(503, 'Webhooks are not switched on here: GITHUB_WEBHOOK_SECRET is not set.')
  const { headers } = request
  const signature = headers.get('x-hub-signature-256')
  if (!isSignature(signature)) return answer(401, 'This request is not signed: give the webhook a secret.')
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    return answer(415, 'Send JSON: choose the content type application/json for this webhook.')
  }
  const id = headers.get('x-github-delivery') ?? ''
  const name = headers.get('x-github-event') ?? ''
  if (!/^[\w-]{1,64}$/.test(id) || !/^[a-z_]{1,60}$/.test(name)) {
    return answer(400, 'The headers X-GitHub-Delivery and X-GitHub-Event are missing.')
  }
  const event = findEvent(name)
  if (!event && name !== 'ping') return answer(202, `Nothing is done about ${name}.`)
  const target = {
    type: headers.get('x-github-hook-installation-target-type') ?? '',
    id: headers.get('x-github-hook-installation-target-id') ?? '',
  }
  const secret = webhookSecretOf(target)
  if (!secret) return answer(403, 'Without a GitHub App, only webhooks of organisations are taken.')
  const read = await readBody(request)
  if ('refused' in read) return REFUSALS[read.refused]
  const text = await verifiedText(read.body, signature, secret)
  if (text === null) return answer(401, 'The signature does not fit: the secret here is another one.')
  if (!event) return answer(200, 'The webhook works.')
  return keep({ id, name, event }, text, wayIn() === 'app' ? null : target.id)
}

/** What the headers tell of a delivery. */
interface Told {
  readonly id: string
  readonly name: string
  readonly event: WebhookEvent<unknown>
}

/** `ownerId` is the organisation for which alone the signature speaks. */
async function keep({ id, name, event }: Told, text: string, ownerId: string | null): Promise<WebhookAnswer> {
  const body = parseJson(text)
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) return answer(400, 'The body is no payload of GitHub.')
  const { action, organization, installation } = envelope.data
  if (ownerId !== null && String(organization?.id) !== ownerId) {
    return answer(403, 'The payload is of another organisation than the webhook.')
  }
  if (event.actions && !event.actions.includes(action ?? '')) {
    return answer(202, `Nothing is done about ${name}.${action ?? ''}.`)
  }
  const payload = event.payload.safeParse(body)
  if (!payload.success) return answer(422, `The payload lacks ${payload.error.issues[0]?.path.join('.') ?? 'a part'}.`)
  const reason = event.skip?.(payload.data, action ?? '')
  if (reason) return answer(202, reason)

  const organisationId = organization?.id ?? installation?.account?.id ?? null
  const delivery = {
    id,
    event: name,
    action: action ?? null,
    installationId: installation ? BigInt(installation.id) : null,
    organisationId: organisationId === null ? null : BigInt(organisationId),
    payload: payload.data,
  }
  // With an App only GitHub can sign, which does not send by itself again what was refused.
  const { granted, ...wait } = ownerId === null ? { granted: true } : takeOfOrganisation(delivery.organisationId)
  if (!granted) return { ...answer(429, 'Too many deliveries of this organisation; send it again later.'), ...wait }
  let isNew: boolean
  try {
    isNew = await storeDelivery(delivery, webhookJob(delivery))
  } catch (error) {
    log().error({ error, delivery: id, event: name }, 'a webhook could not be stored')
    return answer(503, 'It could not be stored; send it again later.')
  }
  log().info({ delivery: id, event: name, action, isNew }, 'received a webhook')
  return isNew ? answer(202, 'Taken.') : answer(200, 'This delivery is known already.')
}

/** What is rightly signed, but lacks a part, is GitHub's own. */
const REFUSED: readonly number[] = [400, 401, 403, 413, 415]

const REFUSALS = {
  'too-large': answer(413, 'The body is larger than any payload of GitHub.'),
  busy: answer(503, 'Too many deliveries at once; send it again later.'),
  cut: answer(400, 'The body ended before it was whole.'),
} as const

function answer(status: number, message: string): WebhookAnswer {
  return { status, message }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

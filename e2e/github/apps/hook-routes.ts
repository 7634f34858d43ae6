import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { ApiError, notFound } from '../api-error'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import type { Delivery } from '../webhooks/webhooks'
import type { AppDescription } from './app-description'
import { asApp } from './app-routes'
import { setWebhook } from './registration'

const ConfigChange = z.object({ url: z.url().optional(), secret: z.string().optional() })

/** An App's webhook: where it points, what was sent, and sending it again. */
export function routeHook(api: Hono<ServerEnv>, services: Services): void {
  const { host, webhooks } = services

  api.get('/app/hook/config', (c) => c.json(configShape(asApp(c).app)))

  api.patch('/app/hook/config', async (c) => {
    const { app } = asApp(c)
    const change = ConfigChange.safeParse(await c.req.json().catch(() => undefined))
    const url = change.data?.url ?? app.webhook?.url
    if (!change.success || !url) throw new ApiError(422, 'Invalid request.')
    const secret = change.data.secret ?? app.webhook?.secret ?? ''
    return c.json(configShape(await setWebhook(host, app.id, { url, secret })))
  })

  api.get('/app/hook/deliveries', (c) => {
    const { app } = asApp(c)
    const { cursor, per_page: asked, status } = c.req.query()
    const size = Math.min(100, Number(asked) > 0 ? Math.floor(Number(asked)) : 30)
    const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(/^v1_(\d{1,16})$/.exec(cursor)?.[1])
    if (Number.isNaN(before)) throw new ApiError(400, 'Invalid cursor.')
    const all = webhooks
      .deliveriesTo(app.id)
      .filter(({ id, status: how }) => id < before && (!status || (how === 'OK') === (status === 'success')))
    const page = all.slice(0, size)
    const last = page.at(-1)
    if (last && all.length > size) {
      const url = new URL(c.req.path, host.url)
      const query = { ...(status && { status }), per_page: String(size), cursor: `v1_${last.id}` }
      url.search = new URLSearchParams(query).toString()
      c.header('link', `<${url.href}>; rel="next"`)
    }
    return c.json(page.map(deliveryShape))
  })

  api.get('/app/hook/deliveries/:id', (c) => {
    const delivery = find(c)
    const { request, response, message } = delivery
    return c.json({
      ...deliveryShape(delivery),
      url: delivery.url,
      request: { headers: request, payload: JSON.parse(message.body) },
      response: { headers: response?.headers ?? null, payload: response?.payload ?? null },
    })
  })

  api.post('/app/hook/deliveries/:id/attempts', (c) => {
    webhooks.redeliver(asApp(c).app, find(c))
    return c.json({}, 202)
  })

  function find(c: Context<ServerEnv>): Delivery {
    const delivery = webhooks.deliveriesTo(asApp(c).app.id).find(({ id }) => String(id) === c.req.param('id'))
    if (!delivery) throw notFound()
    return delivery
  }
}

function configShape({ webhook }: AppDescription) {
  if (!webhook) throw notFound()
  return { content_type: 'json', insecure_ssl: '0', secret: '********', url: webhook.url }
}

function deliveryShape({ id, deliveredAt, redelivery, duration, status, statusCode, message }: Delivery) {
  return {
    id,
    guid: message.guid,
    delivered_at: deliveredAt,
    redelivery,
    duration,
    status,
    status_code: statusCode,
    event: message.event,
    action: message.action,
    installation_id: message.installationId,
    repository_id: message.repositoryId,
    throttled_at: null,
  }
}

import type { Hono } from 'hono'
import { notFound } from '../api-error'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { appShape } from './app-shapes'

/** A code from the page that created an App becomes the App's credentials, once. */
export function routeConversion(api: Hono<ServerEnv>, { host, manifests }: Services): void {
  api.post('/app-manifests/:code/conversions', (c) => {
    const registered = manifests.take(c.req.param('code'))
    if (!registered) throw notFound()
    const { app, privateKey } = registered
    const { clientSecret, webhook } = app
    const secrets = { client_secret: clientSecret, webhook_secret: webhook?.secret ?? null, pem: privateKey }
    return c.json({ ...appShape(host, app), ...secrets }, 201)
  })
}

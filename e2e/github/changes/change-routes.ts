import type { Hono } from 'hono'
import { z } from 'zod'
import { AppChange, addApp, changeApp, NewApp } from '../apps/registration'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { OrganisationChange } from './change'

/** Controls that change organisations and Apps. */
export function routeChanges(control: Hono<ServerEnv>, { host, webhooks, changes, tokens }: Services): void {
  control.post('/organisation', async (c) => {
    const body: unknown = await c.req.json()
    const results = []
    for (const change of z.array(OrganisationChange).parse(Array.isArray(body) ? body : [body])) {
      results.push(await changes.apply(change))
    }
    return c.json(Array.isArray(body) ? results : results[0])
  })

  control.post('/apps', async (c) => {
    const { app, privateKey } = await addApp(host, NewApp.parse(await c.req.json()))
    return c.json({ ...app, privateKey }, 201)
  })
  control.get('/apps', (c) => c.json(host.description.apps))
  control.patch('/apps/:id', async (c) =>
    c.json(await changeApp(host, Number(c.req.param('id')), AppChange.parse(await c.req.json()))),
  )

  control.post('/issue-token', async (c) => {
    const { login, clientId } = z.strictObject({ login: z.string(), clientId: z.string() }).parse(await c.req.json())
    return c.json(tokens.issueTokens(login, clientId, ''), 201)
  })

  control.get('/deliveries/:app', (c) => c.json(webhooks.deliveriesTo(Number(c.req.param('app')))))
  control.post('/drop-deliveries', async (c) => {
    const { count } = z.strictObject({ count: z.number().int().min(0) }).parse(await c.req.json())
    webhooks.dropNext(count)
    return c.json({ dropping: count })
  })
}

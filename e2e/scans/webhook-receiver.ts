import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { eventsOf, permissionsOf } from '@/lib/setup/app-manifest.js'
import type { RegisteredApp } from '../github/apps/registration'
import type { LocalGitHub } from '../github/server'
import { WEBHOOK_SECRET } from './webhook-payloads'

/** Serves one function of a request as Next would serve the route; `answers` are the statuses it gave. */
export async function startReceiver(receive: (request: Request) => Promise<{ status: number; message: string }>) {
  const answers: number[] = []
  const server = createServer(async (incoming, outgoing) => {
    const headers = new Headers(incoming.headers as Record<string, string>)
    const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>
    const request = new Request('http://airworthy.test/', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit)
    const { status, message } = await receive(request)
    answers.push(status)
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/webhooks/github`,
    answers,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Registers the App on the local GitHub and makes this process it; installed where `organisations` says. */
export async function becomeApp(
  github: LocalGitHub,
  organisations: readonly string[] = [],
  furtherPermissions: Readonly<Record<string, 'read' | 'write'>> = {},
): Promise<RegisteredApp> {
  const registered = await github.addApp({
    name: 'Airworthy',
    permissions: { ...permissionsOf([]), pull_requests: 'read', ...furtherPermissions },
    events: eventsOf(['checks']),
    installations: organisations.map((organisation) => ({ organisation })),
  })
  const { app, privateKey } = registered
  Object.assign(process.env, {
    GITHUB_APP_ID: String(app.id),
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
  })
  return registered
}

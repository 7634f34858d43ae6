import { createHmac } from 'node:crypto'
import type { AppDescription } from '../apps/app-description'

const TIMEOUT_MS = 10_000
const LARGEST_KEPT_ANSWER = 64 * 1024

/** What is sent once to an App; the same bytes again when it is delivered again. */
export interface Message {
  guid: string
  event: string
  action: string | null
  installationId: number | null
  repositoryId: number | null
  body: string
}

export interface Outcome {
  status: string
  statusCode: number
  /** Seconds. */
  duration: number
  request: Record<string, string>
  response: { headers: Record<string, string>; payload: string } | null
}

/** Posts a message as GitHub does: signed, within ten seconds, once. Never throws. */
export async function deliver(app: AppDescription, message: Message, stop: AbortSignal): Promise<Outcome> {
  const request = headersOf(app, message)
  const started = performance.now()
  const seconds = () => Math.round(performance.now() - started) / 1000
  const failed = (status: string, statusCode: number) => ({
    status,
    statusCode,
    duration: seconds(),
    request,
    response: null,
  })
  if (!app.webhook) return failed('failed to connect to host', 502)
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const answer = await fetch(app.webhook.url, {
      method: 'POST',
      headers: request,
      body: message.body,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, stop]),
    })
    const payload = await readStart(answer)
    const status = answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`
    const response = { headers: Object.fromEntries(answer.headers), payload }
    return { status, statusCode: answer.status, duration: seconds(), request, response }
  } catch {
    return timeout.aborted ? failed('timed out', 504) : failed('failed to connect to host', 502)
  }
}

/** As if the other side had not been there. */
export function drop(app: AppDescription, message: Message): Outcome {
  const request = headersOf(app, message)
  return { status: 'failed to connect to host', statusCode: 502, duration: 0, request, response: null }
}

function headersOf({ id, webhook }: AppDescription, { guid, event, body }: Message): Record<string, string> {
  const sign = (algorithm: string) =>
    createHmac(algorithm, webhook?.secret ?? '')
      .update(body)
      .digest('hex')
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/local',
    'x-github-delivery': guid,
    'x-github-enterprise-version': '3.19.0',
    'x-github-event': event,
    'x-github-hook-id': String(id),
    'x-github-hook-installation-target-id': String(id),
    'x-github-hook-installation-target-type': 'integration',
    ...(webhook?.secret && {
      'x-hub-signature': `sha1=${sign('sha1')}`,
      'x-hub-signature-256': `sha256=${sign('sha256')}`,
    }),
  }
}

async function readStart(answer: Response): Promise<string> {
  const reader = answer.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader && size < LARGEST_KEPT_ANSWER) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    size += value.length
  }
  await reader?.cancel()
  return Buffer.concat(chunks).subarray(0, LARGEST_KEPT_ANSWER).toString()
}

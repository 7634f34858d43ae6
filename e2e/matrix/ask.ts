import type { BrowserContext } from '@playwright/test'
import { AIRWORTHY } from '../fixtures/addresses'

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** A stream has no end; what it says first is what is looked at. */
const STREAM_MS = 2500

/** Asks with somebody's cookies and follows no redirect; of an event stream it reads the beginning. */
export async function ask(session: Session | null, path: string, options: RequestInit = {}): Promise<Answer> {
  const cookie = (session?.cookies ?? []).map(({ name, value }) => `${name}=${value}`).join('; ')
  const stop = new AbortController()
  const response = await fetch(`${AIRWORTHY}${path}`, {
    ...options,
    redirect: 'manual',
    headers: { ...options.headers, ...(cookie && { cookie }) },
    signal: stop.signal,
  })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const timer = isStream ? setTimeout(() => stop.abort(), STREAM_MS) : undefined
  const body = await readAll(response)
  clearTimeout(timer)
  return { status: response.status, headers: response.headers, body }
}

async function readAll({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true })
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
  return text
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { type Happening, happen, NamedFault, placeOf } from './fault-kinds'
import type { ServerEnv } from './server-env'

export const Fault = z.strictObject({
  /** The beginning of the path. */
  match: z.string().startsWith('/'),
  method: z.string().toUpperCase().optional(),
  /** Without one the request goes on as usual, perhaps later, with further headers, or not to its end. */
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  times: z.number().int().positive().default(1),
  delayMs: z.number().int().min(0).max(120_000).default(0),
  cutAfterBytes: z.number().int().min(0).optional(),
})
export type Fault = z.infer<typeof Fault>

/** One told by its parts or one told by its name. */
export const AnyFault = z.union([NamedFault, Fault])
export type AnyFault = z.infer<typeof AnyFault>

/** Misfortunes waiting to happen, oldest first; each happens as often as it says. */
export class Faults {
  private waiting: AnyFault[] = []

  add(fault: z.input<typeof AnyFault>): void {
    this.waiting.push(parseFault(fault))
  }

  list(): readonly AnyFault[] {
    return this.waiting
  }

  clear(): void {
    this.waiting = []
  }

  /** What is to happen to a request; `body` is what it sent, read only when somebody asks for it. */
  async take(method: string, path: string, body: () => Promise<string>): Promise<Happening | undefined> {
    for (const fault of this.waiting) {
      const place = 'kind' in fault ? placeOf(fault) : fault.match
      if (!path.startsWith(place) || (fault.method ?? method) !== method) continue
      if ('kind' in fault && !(await concerns(fault, method, path, body))) continue
      // Another request may have taken the last of it while the body was read.
      if (!this.waiting.includes(fault)) continue
      fault.times -= 1
      if (fault.times === 0) this.waiting = this.waiting.filter((each) => each !== fault)
      return 'kind' in fault ? happen(fault) : fault
    }
    return undefined
  }
}

/** Throws the ZodError of the kind that was meant, since that of a union says nothing. */
export function parseFault(fault: unknown): AnyFault {
  const isNamed = typeof fault === 'object' && fault !== null && 'kind' in fault
  return isNamed ? NamedFault.parse(fault) : Fault.parse(fault)
}

/** Lists are short only where there is a list of repositories, so that a test need not count other requests. */
async function concerns(fault: NamedFault, method: string, path: string, body: () => Promise<string>) {
  const isShort = (fault.kind === 'short-list' || fault.kind === 'sso-partial') && !fault.contains
  if (isShort && method === 'GET' && !fault.match) return /\/(repos|repositories)$/.test(path)
  const text = fault.contains ?? (isShort && method === 'POST' ? 'repositories(' : undefined)
  return text === undefined || (await body()).includes(text)
}

export function faultMiddleware(faults: Faults): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const { path, method } = c.req
    const fault = path.startsWith('/_control') ? undefined : await faults.take(method, path, () => c.req.text())
    if (!fault) return next()
    if (fault.delayMs) await sleep(fault.delayMs)
    if (fault.status) c.res = injected(fault.status, fault)
    else {
      await next()
      // Setting it as such would mend the headers with those of the answer before.
      const changed = await fault.change?.(c.res)
      if (changed) {
        c.res = undefined
        c.res = changed
      }
      for (const [name, value] of Object.entries(fault.headers ?? {})) c.header(name, value)
    }
    if (fault.cutAfterBytes === undefined) return
    const { body } = c.res
    c.res = new Response(
      cut(body, fault.cutAfterBytes, () => c.env.outgoing.destroy()),
      c.res,
    )
  }
}

function injected(status: number, { headers, body = { message: 'Injected fault' } }: Happening): Response {
  const isText = typeof body === 'string'
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  const content = status === 204 || status === 304 ? null : isText ? body : JSON.stringify(body)
  return new Response(content, { status, headers: { 'content-type': type, ...headers } })
}

function cut(body: ReadableStream<Uint8Array> | null, bytes: number, hangUp: () => void): ReadableStream<Uint8Array> {
  const reader = body?.getReader()
  let left = bytes
  return new ReadableStream({
    async pull(controller) {
      const chunk = left > 0 ? await reader?.read() : undefined
      if (!chunk || chunk.done) {
        await reader?.cancel()
        // What was enqueued needs a moment to reach the socket before the line goes dead.
        setTimeout(hangUp, 20)
        return new Promise(() => {})
      }
      controller.enqueue(chunk.value.subarray(0, left))
      left -= Math.min(left, chunk.value.length)
    },
  })
}

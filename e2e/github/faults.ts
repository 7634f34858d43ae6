import { setTimeout as sleep } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { ServerEnv } from './services'

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

/** Misfortunes waiting to happen, oldest first; each happens as often as it says. */
export class Faults {
  private waiting: Fault[] = []

  add(fault: z.input<typeof Fault>): void {
    this.waiting.push(Fault.parse(fault))
  }

  list(): readonly Fault[] {
    return this.waiting
  }

  clear(): void {
    this.waiting = []
  }

  take(method: string, path: string): Fault | undefined {
    const fault = this.waiting.find((each) => path.startsWith(each.match) && (each.method ?? method) === method)
    if (fault && --fault.times === 0) this.waiting = this.waiting.filter((each) => each !== fault)
    return fault
  }
}

export function faultMiddleware(faults: Faults): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const fault = c.req.path.startsWith('/_control') ? undefined : faults.take(c.req.method, c.req.path)
    if (!fault) return next()
    if (fault.delayMs) await sleep(fault.delayMs)
    if (fault.status) c.res = injected(fault)
    else {
      await next()
      for (const [name, value] of Object.entries(fault.headers)) c.header(name, value)
    }
    if (fault.cutAfterBytes === undefined) return
    const { body } = c.res
    c.res = new Response(
      cut(body, fault.cutAfterBytes, () => c.env.outgoing.destroy()),
      c.res,
    )
  }
}

function injected({ status, headers, body = { message: 'Injected fault' } }: Fault): Response {
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

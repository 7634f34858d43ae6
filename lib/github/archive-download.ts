import { Readable } from 'node:stream'
import { AppError, ArchiveTooLarge } from '@/lib/errors'
import { unavailable } from './api-errors'
import type { ArchiveTurn } from './archive-turn'
import { SILENCE } from './budget'
import { USER_AGENT } from './client'
import { readLimit } from './limits'
import { rateLimited } from './take-turn'
import { inGitHubSpan, noteStatus } from './traced-requests'

/** What a download may take; what it unpacks to is bounded by its reader. */
export interface ArchiveBounds {
  /** From the first byte asked for to the last. */
  readonly timeoutMs: number
  /** Without any byte, while somebody reads. */
  readonly stallMs: number
  /** As they are sent, compressed. */
  readonly maxBytes: number
}

export const DEFAULT_BOUNDS: ArchiveBounds = {
  timeoutMs: 5 * 60_000,
  stallMs: 30_000,
  maxBytes: 256 * 1024 * 1024,
}

/** Asks for the archive behind a link; tells `turn` how the service answered when it gives none. */
export async function downloadArchive(
  link: string,
  what: string,
  turn: ArchiveTurn,
  bounds: ArchiveBounds,
): Promise<Readable> {
  const hangUp = new AbortController()
  const signal = AbortSignal.any([hangUp.signal, AbortSignal.timeout(bounds.timeoutMs)])
  let response: Response
  try {
    const headers = { 'user-agent': USER_AGENT }
    response = await inGitHubSpan('GET', 'archive', async (note) => {
      const answer = await withinStall(fetch(link, { headers, redirect: 'error', signal }), bounds.stallMs)
      noteStatus(note, answer)
      return answer
    })
  } catch (error) {
    hangUp.abort()
    await turn.end({ kind: 'failed' })
    throw unavailable(what, error)
  }
  if (!response.ok || !response.body) {
    hangUp.abort()
    throw await refusal(response, what, turn)
  }
  if (Number(response.headers.get('content-length')) > bounds.maxBytes) {
    hangUp.abort()
    throw new ArchiveTooLarge(what, bounds.maxBytes)
  }
  return new ArchiveStream(response.body.getReader(), hangUp, what, bounds)
}

async function refusal(response: Response, what: string, turn: ArchiveTurn): Promise<AppError> {
  const { status } = response
  const limit = readLimit({ status, message: '', headers: Object.fromEntries(response.headers) })
  if (limit) {
    const pausedUntil = await turn.end({ kind: 'limited', allowance: null, until: limit.until, wholeToken: false })
    return rateLimited(pausedUntil ?? limit.until ?? new Date(Date.now() + SILENCE.firstMs))
  }
  if (status === 404) return new AppError('not-found', `GitHub has no archive of this commit (${what}).`)
  if (status >= 500) await turn.end({ kind: 'failed' })
  return unavailable(what, new Error(`HTTP ${status}`))
}

/** Bytes as they arrive. It is not destroyed by its end, so that its reader can still say that they were broken. */
class ArchiveStream extends Readable {
  private received = 0

  constructor(
    private readonly body: ReadableStreamDefaultReader<Uint8Array>,
    private readonly hangUp: AbortController,
    private readonly what: string,
    private readonly bounds: ArchiveBounds,
  ) {
    super({ autoDestroy: false })
    // Readers see the error where they read; one that is destroyed after its end has nobody who listens.
    this.on('error', () => undefined)
  }

  override _read(): void {
    this.receive().catch((error: unknown) => this.destroy(error as Error))
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.hangUp.abort()
    done(error)
  }

  private async receive(): Promise<void> {
    const { done, value } = await withinStall(this.body.read(), this.bounds.stallMs).catch((error: unknown) => {
      throw brokenOff(this.what, error)
    })
    if (done) return void this.push(null)
    this.received += value.length
    if (this.received > this.bounds.maxBytes) throw new ArchiveTooLarge(this.what, this.bounds.maxBytes)
    this.push(value)
  }
}

function brokenOff(what: string, cause: unknown): AppError {
  const message = `The download of ${what} broke off. Re-check the repository in a few minutes.`
  return new AppError('github-unavailable', message, { cause })
}

async function withinStall<T>(work: Promise<T>, stallMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no byte came for ${stallMs / 1000} seconds`)), stallMs)
  })
  // When the stall wins, what is still asked for fails later and has nobody who listens.
  work.catch(() => undefined)
  return Promise.race([work, stalled]).finally(() => clearTimeout(timer))
}

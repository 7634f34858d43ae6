import 'server-only'
import { z } from 'zod'
import { callGitHub, unavailable } from './api-errors'
import type { GitHubClient } from './client'

/** One attempt of GitHub to tell the App something. */
export interface HookAttempt {
  /** The attempt's number; newer ones are larger. */
  readonly id: bigint
  /** The delivery's own id, the same for all its attempts. */
  readonly deliveryId: string
  readonly deliveredAt: Date
  /** What our side answered; 0 when it did not. */
  readonly statusCode: number
  readonly event: string
}

const Attempts = z.array(
  z.object({
    id: z.string().regex(/^\d{1,20}$/),
    guid: z.string().max(64),
    delivered_at: z.iso.datetime({ offset: true }),
    status_code: z.number().int(),
    event: z.string(),
  }),
)

const PER_PAGE = 100

/** Attempts to tell the App something, the newest first, a page at a time; the client must speak for the App itself. */
export async function* listHookAttempts(client: GitHubClient, mostPages: number): AsyncGenerator<HookAttempt[]> {
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const { attempts, next } = await fetchPage(client, cursor)
    yield attempts
    if (!next) return
    cursor = next
  }
}

/** Asks GitHub to send a delivery again. */
export async function redeliver(client: GitHubClient, attemptId: bigint): Promise<void> {
  await callGitHub('a delivery once more', () =>
    client.octokit.request(`POST /app/hook/deliveries/${attemptId}/attempts`),
  )
}

async function fetchPage(client: GitHubClient, cursor: string | undefined) {
  const what = 'the list of webhook deliveries'
  const { data, headers } = await callGitHub(what, () =>
    client.octokit.request('GET /app/hook/deliveries', {
      per_page: PER_PAGE,
      ...(cursor ? { cursor } : {}),
      request: { parseSuccessResponseBody: false },
    }),
  )
  const { data: rows, error } = Attempts.safeParse(parseWithLargeIds(await readText(what, data)))
  if (!rows) throw unavailable(what, error)
  return { attempts: rows.map(toAttempt), next: readCursor(headers.link) }
}

async function readText(what: string, body: unknown): Promise<string> {
  if (!(body instanceof ReadableStream)) throw unavailable(what, new Error('the body is no stream'))
  return callGitHub(what, () => new Response(body).text())
}

/** The numbers may be larger than JSON's are here, so they are read as text. */
function parseWithLargeIds(text: string): unknown {
  try {
    return JSON.parse(text.replace(/"id":\s*(\d+)/g, '"id":"$1"'))
  } catch {
    return undefined
  }
}

function toAttempt({ id, guid, delivered_at, status_code, event }: z.infer<typeof Attempts>[number]): HookAttempt {
  return { id: BigInt(id), deliveryId: guid, deliveredAt: new Date(delivered_at), statusCode: status_code, event }
}

function readCursor(link: string | undefined): string | undefined {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1]
  return next && URL.canParse(next) ? (new URL(next).searchParams.get('cursor') ?? undefined) : undefined
}

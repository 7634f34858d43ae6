import { receiveWebhook } from '@/lib/scans/webhooks/receive'

export const dynamic = 'force-dynamic'

/** GitHub's webhooks: signed with GITHUB_WEBHOOK_SECRET, which is all that lets a request in here. */
export async function POST(request: Request): Promise<Response> {
  const { status, message, retryAfter } = await receiveWebhook(request)
  const headers = { 'cache-control': 'no-store', ...(retryAfter && { 'retry-after': String(retryAfter) }) }
  return Response.json({ message }, { status, headers })
}

import { receiveWebhook } from '@/lib/scans/webhooks/receive'

export const dynamic = 'force-dynamic'

/** GitHub's webhooks: signed with GITHUB_WEBHOOK_SECRET, which is all that lets a request in here. */
export async function POST(request: Request): Promise<Response> {
  const { status, message } = await receiveWebhook(request)
  return Response.json({ message }, { status, headers: { 'cache-control': 'no-store' } })
}

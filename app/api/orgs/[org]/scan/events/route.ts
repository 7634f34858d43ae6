import { answerWithEvents } from '@/lib/data/event-stream'
import { readProgress } from '@/lib/data/follow-scan'

interface Context {
  params: Promise<{ org: string }>
}

/** Server-sent events: `progress` with a ScanProgress (or null) at once and whenever it changes, until the scan ends. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answerWithEvents((await params).org, request, readProgress)
}

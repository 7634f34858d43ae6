import { answerWithEvents } from '@/lib/data/event-stream'
import { readChanges } from '@/lib/data/follow-changes'

interface Context {
  params: Promise<{ org: string }>
}

/** Server-sent events: `mark`, `changed` with a ChangesEvent and `gone`, for as long as the page is open. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answerWithEvents((await params).org, request, readChanges)
}

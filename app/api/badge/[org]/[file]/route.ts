import { answerBadge } from '@/lib/badges/answer-badge'
import { findBadge } from '@/lib/data/badges'

interface Context {
  params: Promise<{ org: string; file: string }>
}

/** An image at `ORG/REPOSITORY.svg` for anybody: no session counts here, only what is public or signed. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org, file } = await params
  const { searchParams } = new URL(request.url)
  const facts = file.endsWith('.svg')
    ? await findBadge({
        org,
        name: file.slice(0, -'.svg'.length),
        characteristic: searchParams.get('characteristic'),
        signature: searchParams.get('link'),
      })
    : null
  return answerBadge(facts, request)
}

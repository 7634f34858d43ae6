import { answerBadge, refuseBadge } from '@/lib/badges/answer-badge'
import { badgeLimit } from '@/lib/badges/badge-limit'
import { findBadge } from '@/lib/data/badges'
import { recheckIfOld } from '@/lib/scans/recheck-visibility'

interface Context {
  params: Promise<{ org: string; file: string }>
}

/** An image at `ORG/REPOSITORY.svg` for anybody: no session counts here, only what is public or signed. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org, file } = await params
  const { searchParams } = new URL(request.url)
  const signature = searchParams.get('link')
  const address = `${org}/${file}`
    .toLowerCase()
    .concat('/', signature ?? '')
    .slice(0, LONGEST_ADDRESS)
  const known = badgeLimit.ask(address, Date.now())
  if (!known.granted) return refuseBadge(known.retryAfter)
  const { facts, source } = file.endsWith('.svg')
    ? await findBadge({
        org,
        name: file.slice(0, -'.svg'.length),
        characteristic: searchParams.get('characteristic'),
        signature,
      })
    : { facts: null, source: null }
  const turn = badgeLimit.count(address, source, Date.now())
  if (!turn.granted) return refuseBadge(turn.retryAfter)
  if (source && !source.isSigned) await recheckIfOld(source.repositoryId, source.syncedAt)
  return answerBadge(facts, request)
}

/** The longest names that GitHub gives, and a signature. */
const LONGEST_ADDRESS = 200

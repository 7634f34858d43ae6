import { answerBadge, refuseBadge } from '@/lib/badges/answer-badge'
import { badgeLimit, LOOK_UPS_OF_ONE_CLIENT } from '@/lib/badges/badge-limit'
import { badgeMemory } from '@/lib/badges/badge-memory'
import { findBadge } from '@/lib/data/badges'
import { clientOfRequest } from '@/lib/http/request-client'
import { RequestLimit } from '@/lib/http/request-limit'
import { recheckIfOld } from '@/lib/scans/recheck-visibility'

interface Context {
  params: Promise<{ org: string; file: string }>
}

const lookUps = new RequestLimit(LOOK_UPS_OF_ONE_CLIENT)

/**
 * An image at `ORG/REPOSITORY.svg` for anybody: no session counts here, only what is public or signed. While it is asked
 * for too often to be looked up, it says what it said last.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org, file } = await params
  const { searchParams } = new URL(request.url)
  const name = file.endsWith('.svg') ? file.slice(0, -'.svg'.length) : null
  const [signature, characteristic] = ['link', 'characteristic'].map((key) => searchParams.get(key))
  const asked = { org, name: name ?? '', characteristic: characteristic ?? null, signature: signature ?? null }
  const address = `${org}/${file}`
    .toLowerCase()
    .concat('/', signature ?? '')
    .slice(0, LONGEST_ADDRESS)
  const mayLook = takeLookUp(request, address)
  if (!mayLook.granted) {
    const said = badgeMemory.find(asked, Date.now())
    return said ? answerBadge(said, request) : refuseBadge(mayLook.retryAfter)
  }
  const { facts, source } = name === null ? { facts: null, source: null } : await findBadge(asked)
  const turn = badgeLimit.count(address, source, Date.now())
  if (facts && source) badgeMemory.remember(asked, source.isSigned, facts, Date.now())
  else if (!turn.granted) return refuseBadge(turn.retryAfter)
  if (turn.granted && source && !source.isSigned) await recheckIfOld(source.repositoryId, source.syncedAt)
  return answerBadge(facts, request)
}

function takeLookUp(request: Request, address: string) {
  const known = badgeLimit.ask(address, Date.now())
  if (!known.granted) return known
  const client = clientOfRequest(request.headers)
  return lookUps.take(client.address, client.isShared)
}

/** The longest names that GitHub gives, and a signature. */
const LONGEST_ADDRESS = 200

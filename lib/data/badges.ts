import 'server-only'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { isBadgeSignature, signBadge } from '@/lib/auth/badge-signature'
import { CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { env, wayIn } from '@/lib/env'
import { db } from './db'
import { repositoryPageUrl } from './page-url'
import { recordRepositoryChange } from './record-change'
import { IS_BEHIND } from './unjudged-heads'

/** What a badge says; `null` where there is nothing to say yet. */
export type BadgeFacts = (
  | { readonly about: 'score'; readonly score: number | null }
  | { readonly about: CharacteristicId; readonly verdict: Verdict | null }
) & {
  /** It is of an older commit: the newest could not be judged. */
  readonly isBehind: boolean
}

export interface BadgeAsked {
  readonly org: string
  readonly name: string
  /** Null for the score. */
  readonly characteristic: string | null
  /** The signature of a private repository's link. */
  readonly signature: string | null
}

/** What was found for a badge. */
export interface BadgeFound {
  /** Null for what is not to be shown, without a reason. */
  readonly facts: BadgeFacts | null
  /** Null where there is no such badge, or none without a signed link. */
  readonly source: BadgeSource | null
}

export interface BadgeSource {
  readonly repositoryId: bigint
  /** By a signed link; else it is open because GitHub said that the repository is public. */
  readonly isSigned: boolean
  /** When GitHub last told of the repository. */
  readonly syncedAt: Date
}

const NOTHING: BadgeFound = { facts: null, source: null }

/** GitHub's word that a repository is public opens its badge for at most so long. */
const OPEN_FOR_MS = 24 * 3600_000

/** Of a public repository to anybody, of a private one by a signed link. */
export async function findBadge({ org, name, characteristic, signature }: BadgeAsked): Promise<BadgeFound> {
  const about = characteristic === null ? 'score' : CHARACTERISTICS.find(({ id }) => id === characteristic)?.id
  if (!about || !/^[a-z\d-]{1,39}$/i.test(org) || !/^[\w.-]{1,100}$/.test(name)) return NOTHING
  const [row] = await db().$queryRaw<BadgeRow[]>`
    select r.github_id, r.is_private, r.synced_at, r.badge_generation, a.score, a.verdicts ->> ${about} as verdict,
      ${IS_BEHIND} as is_behind
    from organisations o
    join repositories r on r.organisation_id = o.github_id
    left join audits a on a.id = r.latest_audit_id
    where lower(o.login) = lower(${org}) and lower(r.name) = lower(${name}) and r.removed_at is null
      and (${wayIn() !== 'app'} or exists (
        select from installations i where i.organisation_id = o.github_id and i.suspended_at is null))
    order by r.synced_at desc limit 1`
  if (!row) return NOTHING
  const isSigned = signature !== null && isBadgeSignature(signature, row.github_id, row.badge_generation)
  if (row.is_private && !isSigned) return NOTHING
  const source = { repositoryId: row.github_id, isSigned, syncedAt: row.synced_at }
  if (!isSigned && Date.now() - row.synced_at.getTime() > OPEN_FOR_MS) return { facts: null, source }
  return { facts: factsOf(about, row), source }
}

function factsOf(about: BadgeFacts['about'], { score, verdict, is_behind: isBehind }: BadgeRow): BadgeFacts {
  if (about === 'score') return { about, score, isBehind }
  return { about, verdict: VERDICTS.find((each) => each === verdict) ?? null, isBehind }
}

interface BadgeRow {
  github_id: bigint
  synced_at: Date
  is_private: boolean
  badge_generation: number
  score: number | null
  verdict: string | null
  is_behind: boolean
}

/** What a repository's page says of its badges. Addresses are absolute. */
export interface BadgeLinks {
  readonly org: string
  readonly name: string
  readonly isPrivate: boolean
  /** The badge of the score; null for who may not hand out a private repository's. */
  readonly image: string | null
  /** Where a badge leads to. */
  readonly page: string
  /** Links may be revoked by this viewer. */
  readonly mayRevoke: boolean
}

/** A private repository's link shows its score to everybody who has it, so that only its administrators hand it out. */
export async function getBadgeLinks(login: string, name: string): Promise<BadgeLinks> {
  const access = await requireRepositoryAccess(login, name)
  const { repositoryId, repositoryName, administers } = access
  const { isPrivate, badgeGeneration } = await db().repository.findUniqueOrThrow({
    where: { githubId: repositoryId },
    select: { isPrivate: true, badgeGeneration: true },
  })
  const file = `${encodeURIComponent(access.login)}/${encodeURIComponent(repositoryName)}.svg`
  const address = `${env().NEXTAUTH_URL}/api/badge/${file}`
  const signed = `${address}?link=${signBadge(repositoryId, badgeGeneration)}`
  return {
    org: access.login,
    name: repositoryName,
    isPrivate,
    image: isPrivate ? (administers ? signed : null) : address,
    page: repositoryPageUrl(access.login, repositoryName),
    mayRevoke: isPrivate && administers,
  }
}

/** No link that was handed out so far opens anything any more. */
export async function revokeBadgeLinks(repositoryId: bigint, personId: bigint): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.repository.update({ where: { githubId: repositoryId }, data: { badgeGeneration: { increment: 1 } } })
    await recordRepositoryChange(tx, { repositoryId, personId, action: 'badge-links-revoked' })
  })
}

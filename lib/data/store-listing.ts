import 'server-only'
import { lockRepositories, recountRepositories } from './counted-repositories'
import { db } from './db'
import { forgetForeignGrants } from './foreign-grants'
import { Prisma } from './generated/client'
import type { ListingGap } from './listing-gaps'
import { recountMoved } from './recount-scores'
import { inParts, toStorableJson } from './storable'
import { type PersonToStore, storePeople } from './store-people'
import { endTiesOf, recordArrivals } from './transfer-ends'
import { type SeenOrganisation, storeOrganisation } from './visibility'
import { onceWeightsRest } from './weights-lock'

/** What one token listed of an organisation; see lib/github for how it is read. */
export interface ListingToStore {
  readonly organisation: SeenOrganisation
  /** Owners see every team and repository; others only their part. */
  readonly isOwner: boolean
  /** An App sees every team, whichever repositories it was given; as `isOwner` when absent. */
  readonly seesEveryTeam?: boolean
  /** Every member sees the teams that are not secret. */
  readonly isMember?: boolean
  readonly repositories: readonly RepositoryToStore[]
  readonly teams: readonly TeamToStore[]
  readonly members: readonly (PersonToStore & { readonly role: string })[]
  readonly complete: { readonly repositories: boolean; readonly teams: boolean; readonly members: boolean }
  /** What is short, and why; when absent, what was said of the listing before still holds. */
  readonly gaps?: readonly ListingGap[]
}

export interface RepositoryToStore {
  readonly githubId: bigint
  readonly name: string
  readonly description: string | null
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly isFork: boolean
  readonly language: string | null
  /** All that GitHub found, the largest first. */
  readonly languages: readonly string[]
  readonly pushedAt: Date | null
  readonly defaultBranch: string | null
  readonly head: { readonly commit: string; readonly tree: string } | null
}

interface TeamToStore {
  readonly githubId: bigint
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly repositories: readonly { readonly githubId: bigint; readonly permission: string }[]
  readonly members: readonly PersonToStore[]
}

type Transaction = Prisma.TransactionClient

/**
 * Stores a listing under GitHub's numeric ids. Repositories are only ever added or updated, because a short list is no
 * deletion; teams and memberships are replaced when their list is complete, and only added to otherwise. What a token of
 * somebody who is no owner can't see stays as an owner saw it; a team that a member's no longer names is shown to nobody
 * who does not belong to it, because it may be secret by now.
 */
export async function storeListing(listing: ListingToStore): Promise<void> {
  const { organisation, gaps } = listing
  await storeOrganisation(organisation)
  const store = async (tx: Transaction): Promise<void> => {
    await lockRepositories(organisation.githubId, tx)
    await storeRepositories(tx, organisation.githubId, listing.repositories)
    await storePeople(tx, [...listing.members, ...listing.teams.flatMap((team) => team.members)])
    await storeMemberships(tx, listing)
    await storeTeams(tx, listing)
    await tx.organisation.update({
      where: { githubId: organisation.githubId },
      data: { syncedAt: new Date(), ...(gaps ? { listingGaps: gaps.map((gap) => ({ ...gap })) } : {}) },
    })
  }
  await onceWeightsRest(() => db().$transaction(store, { timeout: 120_000, maxWait: 30_000 }))
}

/** Stores one repository as GitHub shows it now. */
export async function storeRepositoryNow(organisationId: bigint, repository: RepositoryToStore): Promise<void> {
  const store = (tx: Transaction) => storeRepositories(tx, organisationId, [repository])
  await onceWeightsRest(() => db().$transaction(store, { timeout: 60_000 }))
}

/**
 * A list may have been read before a push that a webhook told of meanwhile; the head does not go back for it. Another
 * default branch may well be older.
 */
const isBehind = Prisma.sql`(excluded.pushed_at < repositories.pushed_at
  and excluded.default_branch is not distinct from repositories.default_branch)`

async function storeRepositories(
  tx: Transaction,
  organisationId: bigint,
  repositories: readonly RepositoryToStore[],
): Promise<void> {
  const ids = repositories.map(({ githubId }) => githubId)
  const moving = await endTiesOf(tx, ids, organisationId)
  for (const part of inParts(repositories)) {
    const rows = toStorableJson(
      part.map(({ head, ...rest }) => ({ ...rest, headCommit: head?.commit ?? null, headTree: head?.tree ?? null })),
    )
    await tx.$executeRaw`
      insert into repositories (github_id, organisation_id, name, description, is_private, is_archived, is_fork,
        language, languages, default_branch, head_commit, head_tree, pushed_at, synced_at)
      select "githubId", ${organisationId}, name, description, "isPrivate", "isArchived", "isFork",
        language, array(select jsonb_array_elements_text(languages)), "defaultBranch", "headCommit", "headTree",
        "pushedAt", now()
      from jsonb_to_recordset(${rows}::jsonb) as row ("githubId" bigint, name text, description text,
        "isPrivate" boolean, "isArchived" boolean, "isFork" boolean, language text, languages jsonb, "defaultBranch" text,
        "headCommit" text, "headTree" text, "pushedAt" timestamptz)
      on conflict (github_id) do update set organisation_id = excluded.organisation_id, name = excluded.name,
        description = excluded.description, is_private = excluded.is_private, is_archived = excluded.is_archived,
        is_fork = excluded.is_fork, language = excluded.language, languages = excluded.languages,
        default_branch = excluded.default_branch,
        head_commit = case when ${isBehind} then repositories.head_commit else excluded.head_commit end,
        head_tree = case when ${isBehind} then repositories.head_tree else excluded.head_tree end,
        pushed_at = case when ${isBehind} then repositories.pushed_at else excluded.pushed_at end,
        synced_at = excluded.synced_at, removed_at = null, removed_reason = null`
  }
  await recordArrivals(tx, moving)
  await forgetForeignGrants(tx, organisationId, ids)
  await recountRepositories(organisationId, ids, tx)
  if (moving.length > 0) await recountMoved(tx, organisationId, moving)
}

async function storeMemberships(tx: Transaction, { organisation, members, complete }: ListingToStore): Promise<void> {
  const organisationId = organisation.githubId
  if (complete.members) await tx.membership.deleteMany({ where: { organisationId } })
  for (const part of inParts(members)) {
    const rows = toStorableJson(part.map(({ githubId, role }) => ({ githubId, role })))
    await tx.$executeRaw`
      insert into memberships (organisation_id, user_id, role)
      select ${organisationId}, "githubId", role from jsonb_to_recordset(${rows}::jsonb)
        as row ("githubId" bigint, role text)
      on conflict (organisation_id, user_id) do update set role = excluded.role`
  }
}

async function storeTeams(tx: Transaction, listing: ListingToStore): Promise<void> {
  const { organisation, teams, complete } = listing
  const rows = toStorableJson(
    teams.map(({ githubId, slug, name, description }) => ({ githubId, slug, name, description })),
  )
  await tx.$executeRaw`
    insert into teams (github_id, organisation_id, slug, name, description)
    select "githubId", ${organisation.githubId}, slug, name, description from jsonb_to_recordset(${rows}::jsonb)
      as row ("githubId" bigint, slug text, name text, description text)
    on conflict (github_id) do update set organisation_id = excluded.organisation_id, slug = excluded.slug,
      name = excluded.name, description = excluded.description, unlisted_at = null`
  const grants = teams.flatMap(({ githubId, repositories }) =>
    repositories.map((grant) => ({ teamId: githubId, repositoryId: grant.githubId, permission: grant.permission })),
  )
  if (complete.teams) await forgetTeamsBefore(tx, listing, grants)
  for (const part of inParts(grants, 5000)) {
    // A team may name a repository that this listing left out.
    await tx.$executeRaw`
      insert into team_repositories (team_id, repository_id, permission)
      select "teamId", "repositoryId", permission from jsonb_to_recordset(${toStorableJson(part)}::jsonb)
        as row ("teamId" bigint, "repositoryId" bigint, permission text)
      join repositories on repositories.github_id = "repositoryId"
      on conflict (team_id, repository_id) do update set permission = excluded.permission
      where team_repositories.permission <> excluded.permission`
  }
  const members = teams.flatMap(({ githubId, members }) =>
    members.map((person) => ({ teamId: githubId, userId: person.githubId })),
  )
  for (const part of inParts(members, 5000))
    await tx.teamMembership.createMany({ data: [...part], skipDuplicates: true })
}

/** Makes room for a whole list of teams: what it no longer names is gone, as far as its token could have seen it. */
async function forgetTeamsBefore(
  tx: Transaction,
  listing: ListingToStore,
  grants: readonly { readonly teamId: bigint; readonly repositoryId: bigint }[],
): Promise<void> {
  const { organisation, isOwner, seesEveryTeam = isOwner, isMember, teams, repositories, complete } = listing
  const ids = teams.map(({ githubId }) => githubId)
  if (seesEveryTeam) {
    await tx.$executeRaw`
      delete from teams where organisation_id = ${organisation.githubId} and not github_id = any(${ids}::bigint[])`
  } else if (isMember) {
    await tx.$executeRaw`
      update teams set unlisted_at = now() where organisation_id = ${organisation.githubId} and unlisted_at is null
        and not github_id = any(${ids}::bigint[])`
  }
  const seenIds = repositories.map(({ githubId }) => githubId)
  // What it names stays untouched: pages are told of whatever is written here.
  await tx.$executeRaw`
    with named as (
      select * from unnest(${grants.map(({ teamId }) => teamId)}::bigint[],
        ${grants.map(({ repositoryId }) => repositoryId)}::bigint[]) as named (team_id, repository_id)
    ), former as (
      select tr.team_id, tr.repository_id from team_repositories tr
      where tr.team_id = any(${ids}::bigint[])
        and (${isOwner && complete.repositories} or tr.repository_id = any(${seenIds}::bigint[]))
        and not exists (select from named n where n.team_id = tr.team_id and n.repository_id = tr.repository_id)
      order by tr.team_id, tr.repository_id for update of tr
    )
    delete from team_repositories tr using former f
    where tr.team_id = f.team_id and tr.repository_id = f.repository_id`
  await tx.$executeRaw`delete from team_memberships where team_id = any(${ids}::bigint[])`
}

import 'server-only'
import type { Prisma } from './generated/client'
import { inParts, toStorableJson } from './storable'

/** A person as a list or a webhook names them. */
export interface PersonToStore {
  readonly githubId: bigint
  readonly login: string
  /** Null where it is not told: a name that is known stays. */
  readonly name: string | null
  readonly avatarUrl: string | null
}

export async function storePeople(
  tx: Pick<Prisma.TransactionClient, '$executeRaw'>,
  people: readonly PersonToStore[],
): Promise<void> {
  const unique = [...new Map(people.map((person) => [person.githubId, person])).values()]
  for (const part of inParts(unique)) {
    const rows = toStorableJson(part)
    await tx.$executeRaw`
      insert into users (github_id, login, name, avatar_url)
      select "githubId", login, name, "avatarUrl" from jsonb_to_recordset(${rows}::jsonb)
        as row ("githubId" bigint, login text, name text, "avatarUrl" text)
      order by 1
      on conflict (github_id) do update set login = excluded.login, name = coalesce(excluded.name, users.name),
        avatar_url = coalesce(excluded.avatar_url, users.avatar_url)`
  }
}

import { z } from 'zod'

/** What several events have in common, as GitHub names it. */

export const Id = z.number().int().positive()
export const Login = z.string().min(1).max(100)
export const CommitId = z.string().regex(/^([\da-f]{40}|[\da-f]{64})$/)

/** What stands at the head of every payload. */
export const Envelope = z.object({
  action: z.string().max(60).optional(),
  organization: z.object({ id: Id }).nullish(),
  installation: z.object({ id: Id, account: z.object({ id: Id, type: z.string().optional() }).nullish() }).nullish(),
})

export const Person = z
  .object({ id: Id, login: Login, avatar_url: z.string().max(1000).nullish() })
  .transform(({ id, login, avatar_url }) => ({ id, login, avatar_url: avatar_url ?? null }))

/** Teams that are secret are told of, and never stored: what is stored is shown to other members. */
export const Team = z.object({ id: Id, slug: z.string().min(1).max(200), privacy: z.string().max(60).nullish() })

export function toPerson({ id, login, avatar_url }: z.output<typeof Person>) {
  return { githubId: BigInt(id), login, name: null, avatarUrl: avatar_url }
}

import { z } from 'zod'
import { FreeText } from './free-text'

export interface ListedPerson {
  readonly githubId: bigint
  readonly login: string
  readonly name: string | null
  readonly avatarUrl: string | null
}

/** What is asked of every person, and how the answer looks. */
export const PERSON = 'databaseId login name avatarUrl'
export const Person = z.object({
  databaseId: z.number().int().nullable(),
  login: z.string(),
  name: FreeText.nullable(),
  avatarUrl: z.string(),
})

/** People with a number; ghosts have none. */
export function toPeople(people: readonly z.infer<typeof Person>[]): ListedPerson[] {
  return people.flatMap(({ databaseId, ...person }) =>
    databaseId === null ? [] : [{ ...person, githubId: BigInt(databaseId) }],
  )
}

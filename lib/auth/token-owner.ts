import 'server-only'
import { type Person, storeUser } from '@/lib/data/users'
import { env } from '@/lib/env'
import { hasCode } from '@/lib/errors'
import { TOKEN_KEY } from '@/lib/github/budget'
import { createGitHubClient } from '@/lib/github/client'
import { fetchTokenOwner } from '@/lib/github/viewer'
import { spendingOf } from './github-spending'

let known: Promise<Person> | undefined

/** In token mode, whose token it is: asked once. Null when there is no GITHUB_TOKEN, or GitHub refuses it. */
export async function findTokenOwner(): Promise<Person | null> {
  const { GITHUB_TOKEN } = env()
  if (!GITHUB_TOKEN) return null
  known ??= lookUp(GITHUB_TOKEN)
  try {
    return await known
  } catch (error) {
    known = undefined
    if (hasCode(error, 'signed-out')) return null
    throw error
  }
}

async function lookUp(token: string): Promise<Person> {
  const owner = await fetchTokenOwner(createGitHubClient(token, spendingOf(TOKEN_KEY, 'interactive')))
  await storeUser(owner)
  return owner
}

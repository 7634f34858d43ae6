import 'server-only'
import { createAppAuth } from '@octokit/auth-app'
import { env } from '@/lib/env'
import { AppError, hasCode } from '@/lib/errors'
import { callGitHub } from './api-errors'
import type { Spending } from './budget'
import { createGitHubClient, type GitHubClient } from './client'

type AppAuth = ReturnType<typeof createAppAuth>

const store = globalThis as typeof globalThis & { airworthyApp?: AppAuth }

/** A token of an installation: kept until shortly before its hour is over, then asked for again. */
export async function installationToken(installationId: bigint, spending: Spending): Promise<string> {
  const answer = await callGitHub("a token for the App's installation", () =>
    appAuth(spending)({ type: 'installation', installationId: Number(installationId) }),
  ).catch(explainRefusal)
  return answer.token
}

/** A client that speaks for the App itself: it may list its installations and webhook deliveries, and read no code. */
export async function createAppClient(spending: Spending): Promise<GitHubClient> {
  const { token } = await appAuth(spending)({ type: 'app' })
  return createGitHubClient(token, spending)
}

/** For `catch`: nobody's sign-in has ended where GitHub refuses the App itself; its operator can mend that. */
export function explainRefusal(error: unknown): never {
  if (!hasCode(error, 'signed-out')) throw error
  throw new AppError(
    'forbidden',
    "GitHub does not accept the App's private key. Set GITHUB_APP_PRIVATE_KEY to one that the App's page lists, and " +
      "GITHUB_APP_ID to its number; or this machine's clock is wrong.",
    { cause: error },
  )
}

/** Asks for tokens on the account of whoever came first, which is the App's in any case. */
function appAuth(spending: Spending): AppAuth {
  store.airworthyApp ??= createAuth(spending)
  return store.airworthyApp
}

function createAuth(spending: Spending): AppAuth {
  const { GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY } = env()
  if (!GITHUB_APP_ID || !GITHUB_APP_PRIVATE_KEY) {
    throw new AppError('invalid-input', 'No GitHub App is configured: set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.')
  }
  const { octokit } = createGitHubClient(undefined, spending)
  return createAppAuth({ appId: GITHUB_APP_ID, privateKey: GITHUB_APP_PRIVATE_KEY, request: octokit.request })
}

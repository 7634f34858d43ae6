import { isLoopbackHost } from './auth/loopback'
import { env } from './env'
import { AppError } from './errors'
import { log } from './log'
import { requireSameGitHub } from './same-github'
import { requireKnownKey } from './same-key'
import { requireKnownMigrations } from './same-version'

/** Ends the process with a clear message when its environment is not usable. */
export function checkEnvironment(): void {
  try {
    refuseOpenToken()
  } catch (error) {
    endOver(error)
  }
}

const AGAIN_MS = 5000

/**
 * Ends the process when its database is of a newer version, belongs to another GitHub, or was encrypted by another key.
 * While the database does not answer, or holds no tables yet, no page can be served from it either, and it is asked again
 * later. One that is migrated while this process runs keeps all that its pages read.
 */
export async function checkDatabase(againMs = AGAIN_MS): Promise<void> {
  try {
    await requireKnownMigrations()
    await requireSameGitHub()
    await requireKnownKey()
  } catch (error) {
    if (error instanceof AppError) return endOver(error)
    log().warn({ error }, 'the database could not be asked to whom it belongs')
    setTimeout(() => void checkDatabase(againMs), againMs).unref()
  }
}

function endOver(error: unknown): void {
  if (!(error instanceof AppError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

/** Whoever reaches an open port may write any Host header, so the header alone protects nothing there. */
function refuseOpenToken(): void {
  const { GITHUB_TOKEN, HOSTNAME } = env()
  if (!GITHUB_TOKEN || isLoopbackHost(HOSTNAME.includes(':') ? `[${HOSTNAME}]` : HOSTNAME)) return
  throw new AppError(
    'invalid-input',
    `With GITHUB_TOKEN there is no sign-in, so Airworthy only listens on this machine, not on ${HOSTNAME}. Set HOSTNAME to 127.0.0.1, or let people sign in with GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.`,
  )
}

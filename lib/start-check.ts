import { isLoopbackHost } from './auth/loopback'
import { env } from './env'
import { AppError } from './errors'

/** Ends the process with a clear message when its environment is not usable. */
export function checkEnvironment(): void {
  try {
    refuseOpenToken()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
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

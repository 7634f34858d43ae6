import { env } from './env'
import { AppError } from './errors'
import { bindGitHub, describeOther } from './setup/bound-github.js'

/** Throws AppError 'invalid-input' when the database belongs to another GitHub than the one that is configured. */
export async function requireSameGitHub(): Promise<void> {
  const { DATABASE_URL, GITHUB_IDENTITY } = env()
  const kept = await bindGitHub(DATABASE_URL, GITHUB_IDENTITY)
  if (kept !== undefined) throw new AppError('invalid-input', describeOther(kept, GITHUB_IDENTITY))
}

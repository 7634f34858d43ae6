import { env } from './env'
import { AppError } from './errors'

/** Ends the process with a clear message when its environment is not usable. */
export function checkEnvironment(): void {
  try {
    env()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

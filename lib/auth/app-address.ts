import 'server-only'
import { wayIn } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { fetchAppAddress } from '@/lib/github/installations'
import { log } from '@/lib/log'
import { asApp } from './scanner'

let known: Promise<string> | undefined

/** Where the App is installed in one more organisation; null without an App, or while GitHub does not say. */
export async function findInstallAddress(): Promise<string | null> {
  if (wayIn() !== 'app') return null
  known ??= asApp(fetchAppAddress, 'interactive')
  try {
    return `${await known}/installations/new`
  } catch (error) {
    known = undefined
    if (!(error instanceof AppError)) throw error
    log().warn({ reason: error.message }, 'the page of the App is not known')
    return null
  }
}

import 'server-only'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { AppError } from '@/lib/errors'

/** From where the web server runs: the project in development, `dist/web/<build>` once built (its server.js goes there). */
const PLACES = ['dist/audit-thread.js', '../../audit-thread.js']

/** The thread that the set-up bundled into `dist`; throws AppError 'unreadable' where it is not. */
export function findThreadFile(folder = /* turbopackIgnore: true */ process.cwd()): URL {
  const base = pathToFileURL(`${folder}/`)
  const found = PLACES.map((place) => new URL(place, base)).find((file) => existsSync(file))
  if (!found) {
    throw new AppError('unreadable', 'Nothing can be judged here: the engine is not built. Run npm run build.')
  }
  return found
}

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { reportRegularly } from '../data/report-regularly'
import { log } from '../log'
import { followRequests } from './follow-requests'
import { anyRoute, type RouteOf, readRoutes } from './routes'

const store = globalThis as typeof globalThis & { airworthyReports?: boolean }

/** From now on each request has an id, and this web server is reported with what it counted. */
export async function watchServer(): Promise<void> {
  // While developing, a changed file starts the same process once more.
  if (!store.airworthyReports) reportRegularly({ kind: 'web' })
  store.airworthyReports = true
  followRequests(await findRoutes())
}

/** The server runs in the folder of its build. */
async function findRoutes(): Promise<RouteOf> {
  try {
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), '.next', 'routes-manifest.json')
    return readRoutes(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    log().info({ error }, 'requests are not counted by route')
    return anyRoute
  }
}

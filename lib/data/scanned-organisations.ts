import 'server-only'
import { db } from './db'

/** GitHub's numbers of the organisations that were scanned here, as they stand in headers. */
export async function readScannedOrganisations(): Promise<ReadonlySet<string>> {
  const rows = await db().organisation.findMany({ where: { syncedAt: { not: null } }, select: { githubId: true } })
  return new Set(rows.map(({ githubId }) => String(githubId)))
}

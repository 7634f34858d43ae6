import 'server-only'
import { findUnattributedRepositories } from '@/lib/data/unattributed-repositories'
import { enqueueAttribution } from '@/lib/jobs/enqueue-attribution'
import { log } from '@/lib/log'

/** What is left of GitHub's limit for the background is enough for so many in a day, and for scans beside them. */
const MOST_A_DAY = 200

/**
 * Asks for the commits behind changes that nobody looked for: audits of before that was done, and what could not be found
 * when it was. The rest is for the days that follow.
 */
export async function askToAttributeLeftovers(organisationIds: readonly bigint[], most = MOST_A_DAY): Promise<void> {
  const repositoryIds = await findUnattributedRepositories(organisationIds, most)
  for (const id of repositoryIds) await enqueueAttribution(id)
  if (repositoryIds.length > 0)
    log().info({ repositories: repositoryIds.length }, 'asked for the commits behind changes')
}

import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { toSeconds } from '../rest/time'
import { announcePull, type PullDetails } from './announce-pull'

/** Changes the texts of a pull request, and tells what they were. */
export async function updatePull(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  { title, body }: { title?: string; body?: string | null },
  by: string,
): Promise<void> {
  const changes: PullDetails['changes'] = {}
  if (title !== undefined && title !== pull.title) changes.title = { from: pull.title }
  if (body !== undefined && body !== pull.body) changes.body = { from: pull.body ?? '' }
  if (!changes.title && !changes.body) return
  host.records.edit(repository.about.id, () => {
    if (title !== undefined) pull.title = title
    if (body !== undefined) pull.body = body
    pull.updatedAt = toSeconds(new Date())
  })
  await announcePull(host, 'edited', repository, pull, by, { changes })
}

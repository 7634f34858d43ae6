import type { Commit } from '../git/commit'
import { isAncestor, readChanges, readCommit, readNewCommits } from '../git/commits'
import { resolveCommit } from '../git/refs'
import type { Host, Repository } from '../host'
import { repositoryPayload } from './payload'
import type { Webhooks } from './webhooks'

const NOTHING = '0'.repeat(40)
/** GitHub lists no more commits in an event. */
const MOST_COMMITS = 2048
/** Files are told for so many of the newest commits. */
const MOST_WITH_FILES = 100

export interface RefUpdate {
  /** `refs/heads/main` */
  ref: string
  /** Absent when the ref is new. */
  before?: string
  /** Absent when the ref is gone. */
  after?: string
}

/** Tells Apps that a branch or a tag has moved. */
export async function emitPush(
  host: Host,
  webhooks: Webhooks,
  repository: Repository,
  { ref, before, after }: RefUpdate,
  sender?: string,
): Promise<void> {
  const { directory, fullName, organisation, about } = repository
  const tip = after && ((await readCommit(directory, after)) ? after : await resolveCommit(directory, after))
  const head = tip ? await readCommit(directory, tip) : undefined
  const base = before ?? (await defaultHead(host, repository, ref))
  const commits = tip ? await readNewCommits(directory, { from: base, to: tip, limit: MOST_COMMITS }) : []
  const shapes = commits.map((commit, index) =>
    commitPayload(host, repository, commit, index >= commits.length - MOST_WITH_FILES),
  )
  const login = sender ?? (head && host.findUserByEmail(head.committer.email)?.login)
  const shown = await repositoryPayload(host, repository)
  const compare =
    before && after ? `${before.slice(0, 12)}...${after.slice(0, 12)}` : (after ?? before ?? '').slice(0, 12)
  await webhooks.emit({
    event: 'push',
    organisation,
    repository,
    sender: login,
    payload: {
      ref,
      before: before ?? NOTHING,
      after: after ?? NOTHING,
      base_ref: null,
      created: before === undefined,
      deleted: after === undefined,
      forced: before && tip ? !(await isAncestor(directory, before, tip)) : false,
      compare: `${host.url}/${fullName}/compare/${compare}`,
      commits: await Promise.all(shapes),
      head_commit: head ? await commitPayload(host, repository, head, true) : null,
      pusher: { name: login ?? organisation.login, email: host.findUser(login)?.email ?? null },
      repository: {
        ...shown,
        owner: { ...shown.owner, name: organisation.login, email: null },
        organization: organisation.login,
        master_branch: about.defaultBranch,
        created_at: seconds(shown.created_at),
        pushed_at: seconds(shown.pushed_at ?? shown.created_at),
        stargazers: 0,
      },
    },
  })
}

async function commitPayload(host: Host, { directory, fullName }: Repository, commit: Commit, withFiles: boolean) {
  const changes = withFiles ? await readChanges(directory, commit.sha) : []
  const named = (status: string) => changes.filter((file) => file.status === status).map(({ path }) => path)
  const person = ({ name, email, date }: Commit['author']) => {
    const username = host.findUserByEmail(email)?.login
    return { name, email, date, ...(username && { username }) }
  }
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${host.url}/${fullName}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: named('added'),
    removed: named('removed'),
    modified: named('modified'),
  }
}

/** A new branch brings what the default branch has not. */
async function defaultHead(host: Host, repository: Repository, ref: string): Promise<string | undefined> {
  if (ref === `refs/heads/${repository.about.defaultBranch}`) return undefined
  return (await host.head(repository))?.sha
}

function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000)
}

import type { Commit } from '../git/commit'
import type { ChangedFile } from '../git/commits'
import type { Host, Repository } from '../host'
import { nodeId } from './node-id'
import { userShape } from './user-shapes'

const VERIFICATION = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

export function commitShape(host: Host, { fullName }: Repository, commit: Commit) {
  const url = `${host.apiUrl}/repos/${fullName}`
  const author = host.findUserByEmail(commit.author.email)
  const committer = host.findUserByEmail(commit.committer.email)
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: VERIFICATION,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${host.url}/${fullName}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: author ? userShape(host, author) : null,
    committer: committer ? userShape(host, committer) : null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${host.url}/${fullName}/commit/${sha}`,
    })),
  }
}

export function commitWithFilesShape(host: Host, repository: Repository, commit: Commit, changes: ChangedFile[]) {
  const sum = (of: (file: ChangedFile) => number) => changes.reduce((total, file) => total + of(file), 0)
  const additions = sum((file) => file.additions)
  const deletions = sum((file) => file.deletions)
  return {
    ...commitShape(host, repository, commit),
    stats: { total: additions + deletions, additions, deletions },
    files: changes.slice(0, 300).map((file) => changeShape(host, repository, commit.sha, file)),
  }
}

/** A commit of the git database, which knows no users of GitHub. */
export function gitCommitShape(host: Host, { fullName }: Repository, commit: Commit) {
  const url = `${host.apiUrl}/repos/${fullName}/git`
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${host.url}/${fullName}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${host.url}/${fullName}/commit/${sha}`,
    })),
    verification: VERIFICATION,
  }
}

function changeShape(host: Host, { fullName }: Repository, sha: string, file: ChangedFile) {
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${host.url}/${fullName}/blob/${sha}/${path}`,
    raw_url: `${host.url}/${fullName}/raw/${sha}/${path}`,
    contents_url: `${host.apiUrl}/repos/${fullName}/contents/${path}?ref=${sha}`,
  }
}

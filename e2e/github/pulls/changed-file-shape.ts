import type { FileDiff } from '../git/diff'
import type { Host, Repository } from '../host'

/** A file of a pull request or a comparison; `sha` is the commit its links lead to. */
export function changedFileShape(host: Host, { fullName }: Repository, sha: string, file: FileDiff) {
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
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  }
}

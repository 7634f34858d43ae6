import type { TreeEntry } from '../git/objects'
import type { Host, Repository } from '../host'

const LARGEST_INLINE = 1024 * 1024

/** One entry of a folder; `ref` is what the links should ask for. */
export function contentShape(host: Host, { fullName }: Repository, entry: TreeEntry, path: string, ref: string) {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const isFolder = entry.type === 'tree'
  const isSubmodule = entry.type === 'commit'
  const url = `${host.apiUrl}/repos/${fullName}/contents/${encoded}?ref=${ref}`
  const git_url = isSubmodule
    ? null
    : `${host.apiUrl}/repos/${fullName}/git/${isFolder ? 'trees' : 'blobs'}/${entry.sha}`
  const html_url = isSubmodule ? null : `${host.url}/${fullName}/${isFolder ? 'tree' : 'blob'}/${ref}/${encoded}`
  return {
    name: path.split('/').at(-1) ?? '',
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url,
    git_url,
    download_url: isFolder || isSubmodule ? null : `${host.url}/${fullName}/raw/${ref}/${encoded}`,
    type: isFolder ? 'dir' : isSubmodule ? 'submodule' : 'file',
    _links: { self: url, git: git_url, html: html_url },
  }
}

/** The shape of a file, a link or a submodule by itself. */
export function singleContentShape(listed: ReturnType<typeof contentShape>, entry: TreeEntry, bytes: Buffer) {
  if (entry.type === 'commit') return { ...listed, submodule_git_url: null }
  if (entry.mode === '120000') return { ...listed, type: 'symlink', target: bytes.toString() }
  const small = bytes.length <= LARGEST_INLINE
  return { ...listed, encoding: small ? 'base64' : 'none', content: small ? wrapBase64(bytes) : '' }
}

/** Base64 in lines of 60 characters, as GitHub breaks them. */
export function wrapBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,60}/g, '$&\n')
}

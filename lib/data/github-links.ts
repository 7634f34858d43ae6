import type { Evidence } from '@/lib/facts/facts'

// GitHub renders these as pages without lines; their source is one parameter away.
const RENDERED = /\.(md|markdown|mdx|rst|adoc|asciidoc|org|textile|svg|ipynb)$/i

/** Address of a place in a file at a commit, or null for what is no file. `repositoryUrl` has no slash at its end. */
export function evidenceUrl(repositoryUrl: string, commit: string, { path, line, endLine }: Evidence): string | null {
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return null
  const file = `${repositoryUrl}/blob/${encodeURIComponent(commit)}/${parts.map(encodePart).join('/')}`
  if (line === undefined) return file
  const lines = endLine !== undefined && endLine > line ? `L${line}-L${endLine}` : `L${line}`
  return `${file}${RENDERED.test(path) ? '?plain=1' : ''}#${lines}`
}

export function commitUrl(repositoryUrl: string, commit: string): string {
  return `${repositoryUrl}/commit/${encodeURIComponent(commit)}`
}

/** GitHub's form for a new file, filled in. */
export function newFileUrl(repositoryUrl: string, branch: string, path: string, text: string): string {
  const query = new URLSearchParams({ filename: path, value: text })
  return `${repositoryUrl}/new/${branch.split('/').map(encodePart).join('/')}?${query}`
}

/** GitHub's editor for a file that is there. */
export function editFileUrl(repositoryUrl: string, branch: string, path: string): string {
  return `${repositoryUrl}/edit/${[...branch.split('/'), ...path.split('/')].map(encodePart).join('/')}`
}

export function pullUrl(repositoryUrl: string, number: number): string {
  return `${repositoryUrl}/pull/${number}`
}

/** What happened between two commits. */
export function compareUrl(repositoryUrl: string, from: string, to: string): string {
  return `${repositoryUrl}/compare/${encodeURIComponent(from)}...${encodeURIComponent(to)}`
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 7)
}

/** Lone surrogates, which a hostile path may hold, can't be encoded. */
function encodePart(part: string): string {
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'))
}

import type { Commit } from '../git/commit'
import type { ChangedFile } from '../git/commits'
import type { TreeEntry } from '../git/objects'
import type { Repository } from '../host'
import { escapeHtml, htmlPage } from './html'

interface Link {
  href: string
  text: string
  note: string
}

export function listPage(title: string, text: string, links: readonly Link[]): string {
  return htmlPage(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>\n${linkList(links)}`)
}

export function notFoundPage(): string {
  return htmlPage('Not found', '<h1>Not found</h1>\n<p>There is nothing here, or nothing you may see.</p>')
}

export function folderPage(repository: Repository, commit: Commit | undefined, path: string, entries: TreeEntry[]) {
  const { fullName, about } = repository
  const links = entries.map((entry) => ({
    href: commit ? fileHref(fullName, entry.type, commit.sha, path ? `${path}/${entry.path}` : entry.path) : '',
    text: entry.type === 'tree' ? `${entry.path}/` : entry.path,
    note: '',
  }))
  const where = path ? `${fullName}/${path}` : fullName
  const intro = commit ? commitLine(fullName, commit) : '<p>This repository is empty.</p>'
  const body = `<h1>${escapeHtml(where)}</h1>\n<p>${escapeHtml(about.description ?? '')}</p>\n${intro}\n${linkList(links)}`
  return htmlPage(where, body)
}

// `#L12-L15` names no element of its own.
const SHOW_RANGE = `<script>
const [, first, last] = /^#L(\\d+)-L(\\d+)$/.exec(location.hash) ?? []
for (const row of document.querySelectorAll('tr')) {
  const line = Number(row.id.slice(1))
  row.classList.toggle('chosen', line >= Number(first) && line <= Number(last))
}
document.getElementById('L' + first)?.scrollIntoView({ block: 'center' })
</script>`

/** Every line is a target of its own: `#L12` highlights line 12, `#L12-L15` four. */
export function filePage({ fullName }: Repository, commit: Commit, path: string, shown: Buffer, bytes: number): string {
  const title = `${path} · ${fullName}`
  const heading = `<h1>${escapeHtml(path)}</h1>\n${commitLine(fullName, commit)}`
  if (shown.subarray(0, 8000).includes(0)) return htmlPage(title, `${heading}\n<p>A binary file of ${bytes} bytes.</p>`)
  const lines = shown.toString().replace(/\n$/, '').split('\n')
  const rows = lines.map((line, index) => {
    const id = `L${index + 1}`
    return `<tr id="${id}"><td><a href="#${id}">${index + 1}</a></td><td>${escapeHtml(line)}</td></tr>`
  })
  const rest = bytes > shown.length ? `\n<p>The rest of ${bytes} bytes is not shown.</p>` : ''
  return htmlPage(title, `${heading}\n<table>\n${rows.join('\n')}\n</table>${rest}\n${SHOW_RANGE}`)
}

export function changesPage(
  { fullName }: Repository,
  commits: readonly Commit[],
  files: readonly ChangedFile[],
): string {
  const sha = commits[0]?.sha ?? ''
  const links = files.map(({ path, status, additions, deletions }) => ({
    href: status === 'removed' ? '' : fileHref(fullName, 'blob', sha, path),
    text: path,
    note: `${status}, +${additions} −${deletions}`,
  }))
  const lines = commits.map((commit) => commitLine(fullName, commit))
  const title = `Changes in ${fullName}`
  return htmlPage(title, `<h1>${escapeHtml(title)}</h1>\n${lines.join('\n')}\n${linkList(links)}`)
}

/** Files of others are never given a type that a browser would run. */
export function rawText(bytes: Buffer): Response {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  return new Response(new Uint8Array(bytes), { headers })
}

function commitLine(fullName: string, { sha, message, author, committer }: Commit): string {
  const href = escapeHtml(`/${fullName}/commit/${sha}`)
  const headline = escapeHtml(message.split('\n')[0] ?? '')
  return `<p><a href="${href}"><code>${sha.slice(0, 7)}</code></a> ${headline}
(${escapeHtml(author.name)}, ${committer.date.slice(0, 10)})</p>`
}

function linkList(links: readonly Link[]): string {
  const items = links.map(({ href, text, note }) => {
    const label = escapeHtml(text)
    return `<li>${href ? `<a href="${escapeHtml(href)}">${label}</a>` : label} ${escapeHtml(note)}</li>`
  })
  return items.length > 0 ? `<ul>\n${items.join('\n')}\n</ul>` : ''
}

function fileHref(fullName: string, type: TreeEntry['type'], sha: string, path: string): string {
  if (type === 'commit') return ''
  return `/${fullName}/${type}/${sha}/${path.split('/').map(encodeURIComponent).join('/')}`
}

import type { Collector } from '@/lib/snapshot/collector'
import { isInstalledFolder } from '@/lib/snapshot/reading-order'
import type { ListedFile } from './listed-files'

/** Says what a repository that is too large holds unread: Python files by themselves, since most verdicts rest on them. */
export function noteUnread(
  collector: Pick<Collector, 'addLimit'>,
  candidates: readonly ListedFile[],
  read: ReadonlySet<string>,
  unlisted: readonly string[],
): void {
  const own = candidates.filter(({ path }) => !isInstalled(path))
  const groups = [
    { what: 'Python files', files: own.filter(({ path }) => isPython(path)) },
    { what: 'other text files', files: own.filter(({ path }) => !isPython(path)) },
  ]
  for (const { what, files } of groups) {
    const unread = files.filter(({ path }) => !read.has(path))
    if (unread.length === 0) continue
    const were = unread.length === 1 ? 'was' : 'were'
    const message = `${count(unread.length)} of ${count(files.length)} ${what} ${were} not read: the repository is larger than an audit reads.`
    for (const { path } of unread.slice(0, MOST_PATHS)) collector.addLimit('unread', message, path)
  }
  for (const { path } of candidates) {
    if (isInstalled(path) && !read.has(path)) collector.addLimit('unread', INSTALLED_FILES, path)
  }
  for (const folder of unlisted) {
    if (isInstalled(folder)) collector.addLimit('unread', INSTALLED, folder)
    else collector.addLimit('unlisted', UNLISTED, folder)
  }
}

function isInstalled(path: string): boolean {
  return path.split('/').some(isInstalledFolder)
}

const INSTALLED_FILES = "Files of installed or copied packages were not read: they are not the project's own code."
const INSTALLED = "Folders of installed or copied packages were not listed: they are not the project's own code."

const UNLISTED = 'Folders were not listed: the repository has more of them than an audit lists.'
const MOST_PATHS = 20

function isPython(path: string): boolean {
  return /\.(pyw?|ipynb)$/.test(path)
}

function count(files: number): string {
  return files.toLocaleString('en-GB')
}

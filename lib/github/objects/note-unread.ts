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
  const groups = [
    { what: 'Python files', files: candidates.filter(({ path }) => isPython(path)) },
    { what: 'other files that are looked at', files: candidates.filter(({ path }) => !isPython(path)) },
  ]
  for (const { what, files } of groups) {
    const unread = files.filter(({ path }) => !read.has(path))
    if (unread.length === 0) continue
    const message = `${count(unread.length)} of ${count(files.length)} ${what} were not read: the repository is larger than what is read of one.`
    for (const { path } of unread.slice(0, MOST_PATHS)) collector.addLimit('unread', message, path)
  }
  for (const folder of unlisted) {
    const isInstalled = folder.split('/').some(isInstalledFolder)
    collector.addLimit(isInstalled ? 'unread' : 'unlisted', isInstalled ? INSTALLED : UNLISTED, folder)
  }
}

const INSTALLED = 'Folders of installed packages were not listed, since no verdict rests on them.'

const UNLISTED = 'Folders were not listed: the repository holds more than what is listed of one.'
const MOST_PATHS = 20

function isPython(path: string): boolean {
  return /\.(pyw?|ipynb)$/.test(path)
}

function count(files: number): string {
  return files.toLocaleString('en-GB')
}

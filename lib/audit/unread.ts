import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import { isInstalledFolder, isReadFirst } from '@/lib/snapshot/reading-order'
import type { OmitReason, RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'

/** Verdicts that a look at a part of the code can settle; the others need all of it. */
const SETTLED: Readonly<Partial<Record<CharacteristicId, readonly Verdict[]>>> = {
  'health-checks': ['pass'],
  'metrics-tracing': ['pass'],
  'production-server': ['pass'],
  'secrets-management': ['fail'],
}
/** Rest on manifests, pipelines, images and the README, which are read first. */
const OF_FILES: readonly CharacteristicId[] = [
  'dependency-management',
  'security-scanning',
  'containerization',
  'ci-cd',
  'readme',
]
/** As with code that can't be parsed. */
const MOST_UNREAD = 0.1
const UNREAD: readonly (OmitReason | undefined)[] = ['unread', 'total-limit', 'export-ignored']

/** Answers `unknown`, with the reason, where a verdict rests on files that the reader of the snapshot left out. */
export function withholdUnread(results: readonly CheckResult[], snapshot: RepoSnapshot): readonly CheckResult[] {
  const unlisted = snapshot.limits.find(({ kind }) => kind === 'unlisted' || kind === 'entries')
  const share = unreadShare(snapshot)
  const code = unlisted?.message ?? (share > MOST_UNREAD ? messageOf(snapshot, 'Python') : null)
  const files = unlisted?.message ?? (lacksManifests(snapshot) ? messageOf(snapshot, 'other') : null)
  if (code === null && files === null) return results
  return results.map((result) => {
    const { id, verdict } = result
    const isOfFiles = OF_FILES.includes(id)
    const reason = isOfFiles ? files : code
    const isSettled = isOfFiles ? verdict !== 'fail' : SETTLED[id]?.includes(verdict)
    return reason === null || isSettled || verdict === 'unknown' ? result : unknownFor(result, reason)
  })
}

function unknownFor(result: CheckResult, message: string): CheckResult {
  return { ...result, verdict: 'unknown', score: null, message, evidence: [], fix: null }
}

/** 0 to 1: Python that is there but was not read, by bytes; installed packages count for nothing. */
function unreadShare({ files }: RepoSnapshot): number {
  let all = 0
  let unread = 0
  for (const file of files.values()) {
    if (!isPython(file) || file.path.split('/').some(isInstalledFolder)) continue
    all += file.size
    if (UNREAD.includes(file.omitted)) unread += file.size
  }
  return all === 0 ? 0 : unread / all
}

function lacksManifests({ files }: RepoSnapshot): boolean {
  for (const file of files.values()) {
    if (UNREAD.includes(file.omitted) && !isPython(file) && isReadFirst(file.path)) return true
  }
  return false
}

function messageOf({ limits }: RepoSnapshot, word: 'Python' | 'other'): string {
  const told =
    limits.find(({ kind, message }) => kind === 'unread' && message.includes(word)) ??
    limits.find(({ kind, paths }) => kind === 'total-bytes' || (kind === 'export-ignore' && paths.length > 0))
  return told?.message ?? 'Files on which this rests were not read: the repository is larger than an audit reads.'
}

function isPython({ path }: SnapshotFile): boolean {
  return /\.(pyw?|ipynb)$/.test(path)
}

import type { TrialAnswer, TrialFile } from '@/lib/trials/trial'
import { isSame } from './draft'

/** Files as they were judged, and what came of it. */
export interface Judged {
  readonly answer: TrialAnswer
  readonly files: readonly TrialFile[]
}

export interface Judging {
  /** Null before anything was judged. */
  readonly judged: Judged | null
  readonly isJudging: boolean
}

/** So long after the last change it judges by itself. */
export const TYPING_PAUSE_MS = 500

/**
 * Judges files when nothing of them changed for a while, or at once when asked; one question at a time, and none about
 * files of which the verdict is known. `given` are those whose verdict is known at first.
 */
export function pausingJudge({
  ask,
  given,
  judged: first,
  tell,
}: {
  readonly ask: (files: readonly TrialFile[]) => Promise<TrialAnswer>
  readonly given: readonly TrialFile[]
  readonly judged: Judged | null
  readonly tell: (judging: Judging) => void
}) {
  let known = given
  let wanted = given
  let judged = first
  let isJudging = false
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** The files as they are now. */
  function offer(files: readonly TrialFile[]): void {
    wanted = files
    clearTimeout(timer)
    if (!isJudging && !isSame(files, known)) timer = setTimeout(() => void now(files), TYPING_PAUSE_MS)
  }

  async function now(files: readonly TrialFile[]): Promise<void> {
    wanted = files
    clearTimeout(timer)
    if (isJudging) return
    isJudging = true
    tell({ judged, isJudging })
    const begun = round
    const answer = await ask(files)
    if (begun !== round) return
    isJudging = false
    known = files
    judged = { answer, files }
    tell({ judged, isJudging })
    offer(wanted)
  }

  /** Begins anew with these files, whose verdict is known; what is under way is not told any more. */
  function reset(files: readonly TrialFile[]): void {
    round += 1
    clearTimeout(timer)
    known = files
    wanted = files
    judged = null
    isJudging = false
    tell({ judged, isJudging })
  }

  return { offer, now, reset, stop: () => clearTimeout(timer) }
}

'use server'

import { headers } from 'next/headers'
import { refusalOf } from '@/lib/trials/answer-trial'
import type { TrialAnswer, TrialFile } from '@/lib/trials/trial'
import { tryCheck } from '@/lib/trials/try-check'

/** The editor of an example as it was sent, and what came of it. */
export interface TriedFiles {
  readonly files: readonly TrialFile[]
  readonly answer: TrialAnswer
}

/**
 * The editor's form where no script runs: fields `path` and `text` in turns, one of each for a file. Open to anybody,
 * as the documentation is. A file whose path was emptied is removed.
 */
export async function tryExample(id: string, _last: unknown, form: FormData): Promise<TriedFiles> {
  const texts = form.getAll('text').map(String)
  const files = form
    .getAll('path')
    // Forms send lines that end with CR and LF.
    .map((path, index) => ({ path: String(path).trim(), text: (texts[index] ?? '').replace(/\r\n?/g, '\n') }))
    .filter(({ path }) => path !== '')
  try {
    return { files, answer: { ok: true, trial: await tryCheck(id, { files }, await headers()) } }
  } catch (error) {
    return { files, answer: refusalOf(error, id) }
  }
}

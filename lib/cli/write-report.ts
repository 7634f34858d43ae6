import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '@/lib/errors'

/** Writes a file, or at its end; throws AppError `invalid-input` where that is not possible. */
export async function writeReport(path: string, text: string, flag: 'w' | 'a'): Promise<void> {
  const absolute = resolve(path)
  try {
    await writeFile(absolute, text, { flag })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new AppError('invalid-input', `${absolute} can't be written (${code}). Does its folder exist?`, {
      cause: error,
    })
  }
}

import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseWeights, type Weights } from '@/lib/checks/weights'
import { AppError } from '@/lib/errors'

/** Far more than twenty names and numbers take. */
const MOST_BYTES = 65_536

/** Reads what `--weights` names, a JSON object of characteristics and their weights; throws AppError `invalid-input`. */
export async function readWeights(path: string): Promise<Weights> {
  const absolute = resolve(path)
  const parsed = parseWeights(toJson(await readBounded(absolute), absolute))
  if (!parsed.ok) throw new AppError('invalid-input', `${absolute}: ${parsed.problem}`)
  return parsed.weights
}

async function readBounded(absolute: string): Promise<string> {
  try {
    const file = await open(absolute)
    try {
      if (!(await file.stat()).isFile()) throw new AppError('invalid-input', `${absolute} is not a file.`)
      const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0)
      if (bytesRead > MOST_BYTES) throw new AppError('invalid-input', `${absolute} is too large for weights.`)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new AppError('invalid-input', `${absolute} can't be read (${code}).`, { cause: error })
  }
}

function toJson(text: string, absolute: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new AppError('invalid-input', `${absolute} is not JSON.`)
  }
}

import { once } from 'node:events'
import { AppError } from '@/lib/errors'
import { spawnGit } from './git'

/** Reads objects through one `git cat-file --batch`; `onBlob` gets null for a missing object. */
export async function readBlobs(
  root: string,
  ids: readonly string[],
  onBlob: (id: string, content: Uint8Array | null) => void,
): Promise<void> {
  if (ids.length === 0) return
  const child = spawnGit(root, ['cat-file', '--batch'])
  const closed = once(child, 'close')
  closed.catch(() => undefined)
  child.stderr.resume()
  child.stdin.on('error', () => undefined)
  child.stdin.end(`${ids.join('\n')}\n`)
  try {
    const reader = createReader(child.stdout)
    for (const id of ids) {
      const header = (await reader.line()).split(' ')
      if (header[1] === 'missing' || header.length < 3) {
        onBlob(id, null)
        continue
      }
      const content = await reader.bytes(Number(header[2]))
      await reader.bytes(1)
      onBlob(id, content)
    }
    await closed
  } catch (error) {
    child.kill()
    throw new AppError('unreadable', "The repository's objects could not be read.", { cause: error })
  }
}

interface Reader {
  line(): Promise<string>
  /** Exactly this many bytes, in a buffer of their own. */
  bytes(count: number): Promise<Uint8Array>
}

function createReader(stream: AsyncIterable<Buffer>): Reader {
  const chunks = stream[Symbol.asyncIterator]()
  let current: Buffer = Buffer.alloc(0)
  const more = async (): Promise<void> => {
    const next = await chunks.next()
    if (next.done) throw new Error('git ended too early')
    current = next.value
  }
  return {
    async line() {
      let line = ''
      for (;;) {
        const end = current.indexOf(10)
        if (end !== -1) {
          line += current.toString('latin1', 0, end)
          current = current.subarray(end + 1)
          return line
        }
        line += current.toString('latin1')
        if (line.length > 10_000) throw new Error('git answered something else')
        await more()
      }
    },
    async bytes(count) {
      const content = new Uint8Array(count)
      let offset = 0
      while (offset < count) {
        if (current.length === 0) await more()
        const part = current.subarray(0, count - offset)
        content.set(part, offset)
        offset += part.length
        current = current.subarray(part.length)
      }
      return content
    },
  }
}

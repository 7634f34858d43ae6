import { constants } from 'node:fs'
import { lstat, open, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Collector } from './collector'

/** Adds one path of a folder: links are recorded and never followed; pipes, sockets and devices are never opened. */
export async function addFromDisk(root: string, path: string, collector: Collector): Promise<void> {
  const absolute = join(root, path)
  const found = await lstat(absolute).catch(() => null)
  if (!found || !collector.admit(path)) return
  if (found.isSymbolicLink()) return collector.addSymlink(path, await readlink(absolute).catch(() => ''))
  if (found.isDirectory()) return collector.addSubmodule(path)
  if (!found.isFile()) return
  const entry = { path, size: found.size, executable: (found.mode & 0o100) !== 0 }
  const reason = collector.omission(path, found.size)
  if (reason) return collector.addOmitted(entry, reason)
  const content = await readRegular(absolute, found.size)
  if (content) collector.addFile({ ...entry, size: content.length }, content)
  else {
    collector.addLimit('truncated', 'Files that could not be opened were left out.', path)
    collector.addOmitted(entry, 'unwanted')
  }
}

/** At most `size` bytes, also when the file grows meanwhile; null when it can't be opened or is not a file any more. */
async function readRegular(absolute: string, size: number): Promise<Uint8Array | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(absolute, flags).catch(() => null)
  if (!file) return null
  try {
    if (!(await file.stat()).isFile()) return null
    const content = new Uint8Array(size)
    let offset = 0
    while (offset < size) {
      const { bytesRead } = await file.read(content, offset, size - offset, offset)
      if (bytesRead === 0) break
      offset += bytesRead
    }
    return offset === size ? content : content.slice(0, offset)
  } catch {
    return null
  } finally {
    await file.close()
  }
}

import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { attempt } from './attempt'
import type { Collector } from './collector'

/** Between so many, who reads lets signals and lines of progress through. */
export const ENTRIES_AT_ONCE = 200

/**
 * Adds one path of a folder: links are recorded and never followed; pipes, sockets and devices are never opened. Blocks,
 * which takes a fraction of the processor time: whoever reads folders has nothing else to do meanwhile.
 */
export function addFromDisk(root: string, path: string, collector: Collector): void {
  const absolute = join(root, path)
  const found = attempt(() => lstatSync(absolute))
  if (!found || !collector.admit(path)) return
  if (found.isSymbolicLink()) collector.addSymlink(path, attempt(() => readlinkSync(absolute)) ?? '')
  else if (found.isDirectory()) collector.addSubmodule(path)
  else if (found.isFile()) addRegular(absolute, path, found, collector)
}

function addRegular(absolute: string, path: string, found: Stats, collector: Collector): void {
  const entry = { path, size: found.size, executable: (found.mode & 0o100) !== 0 }
  const reason = collector.omission(path, found.size)
  const content = reason ? null : readRegular(absolute, found.size)
  if (reason) collector.addOmitted(entry, reason)
  else if (content) collector.addFile({ ...entry, size: content.length }, content)
  else {
    collector.addLimit('truncated', 'Files that could not be opened were left out.', path)
    collector.addOmitted(entry, 'unwanted')
  }
}

/** At most `size` bytes, also when the file grows meanwhile; null when it can't be opened or is not a file any more. */
function readRegular(absolute: string, size: number): Uint8Array | null {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = attempt(() => openSync(absolute, flags))
  if (file === null) return null
  try {
    if (!fstatSync(file).isFile()) return null
    const content = new Uint8Array(size)
    let offset = 0
    while (offset < size) {
      const bytesRead = readSync(file, content, offset, size - offset, offset)
      if (bytesRead === 0) break
      offset += bytesRead
    }
    return offset === size ? content : content.slice(0, offset)
  } catch {
    return null
  } finally {
    closeSync(file)
  }
}

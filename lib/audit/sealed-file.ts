import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs'

const DIGEST_BYTES = 32

/**
 * What a sealed file holds, or null where there is none, it is damaged, or it was sealed for something else.
 * @param made all that its content follows from; the version of Node and the processor's kind are added
 */
export function readSealed(file: string | URL, made: readonly (string | Uint8Array)[]): Buffer | null {
  try {
    const descriptor = openSync(file, 'r')
    try {
      const digest = Buffer.alloc(DIGEST_BYTES)
      // In a buffer of its own, which V8 takes as it is.
      const content = Buffer.allocUnsafeSlow(fstatSync(descriptor).size - DIGEST_BYTES)
      readSync(descriptor, digest)
      if (readSync(descriptor, content) !== content.length) return null
      return digestOf(content, made).equals(digest) ? content : null
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}

/** Written beside and put in place whole, so that no reader sees a half. */
export function writeSealed(file: string, content: Uint8Array, made: readonly (string | Uint8Array)[]): void {
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, Buffer.concat([digestOf(content, made), content]))
  renameSync(unfinished, file)
}

function digestOf(content: Uint8Array, made: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of [process.version, process.arch, ...made]) hash.update(`${part.length}\0`).update(part)
  return hash.update(content).digest()
}

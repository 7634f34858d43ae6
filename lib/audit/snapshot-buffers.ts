import type { RepoSnapshot } from '@/lib/snapshot/snapshot'

/** Buffers that hold one file and nothing else can move; the others are copied. */
export function buffersOf(snapshot: RepoSnapshot): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { content } of snapshot.files.values()) {
    if (content && content.buffer instanceof ArrayBuffer && content.byteLength === content.buffer.byteLength) {
      if (content.byteLength > 0) buffers.add(content.buffer)
    }
  }
  return [...buffers]
}

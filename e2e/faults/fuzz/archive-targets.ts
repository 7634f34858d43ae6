import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { AppError } from '@/lib/errors'
import { readTarball } from '@/lib/snapshot/tarball'
import { ARCHIVES, filesOf } from '../hostile/archives'
import { HONEST } from '../hostile/honest'
import { END_OF_ARCHIVE, extendedHeader, tarEntry } from '../hostile/tar'
import type { Target } from './target'

const ABOUT = { commit: 'c'.repeat(40), committedAt: '2025-01-01T00:00:00.000Z' }

/** The reader of archives: bytes of the tar damaged before they are compressed, and bytes of the gzip. */
export async function archiveTargets(): Promise<readonly Target[]> {
  const plain = [
    ...[...filesOf(HONEST)].map(tarEntry),
    tarEntry({ name: 'r/link', type: '2', target: 'app/main.py' }),
    tarEntry({ name: `r/${'n'.repeat(150)}.py`, content: 'x = 1\n' }),
    extendedHeader(Buffer.from('11 path=a\n'), 'g'),
    tarEntry({ name: 'r/d/', type: '5' }),
    END_OF_ARCHIVE,
  ]
  const whole = Buffer.concat(plain)
  const small = Buffer.concat(plain.slice(-6))
  const zipped = await Promise.all(
    ['names that lead out', 'links in circles and out', 'every file twice'].map((name) =>
      collect(ARCHIVES[name]?.() ?? []),
    ),
  )
  return [
    {
      name: 'tar',
      form: 'bytes',
      seeds: [whole, small].map(latin1),
      run: (input) => read(gzipSync(Buffer.from(input, 'latin1'), { level: 1 })),
    },
    {
      name: 'gzip of a tar',
      form: 'bytes',
      seeds: [gzipSync(whole), ...zipped].map(latin1),
      run: (input) => read(Buffer.from(input, 'latin1')),
    },
  ]
}

async function read(archive: Uint8Array): Promise<void> {
  try {
    const { files } = await readTarball(Readable.from([archive]), ABOUT)
    for (const path of files.keys())
      if (path.startsWith('/') || path.split('/').includes('..')) throw new Error(`${path} was taken`)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

async function collect(chunks: Iterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat([...chunks])
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

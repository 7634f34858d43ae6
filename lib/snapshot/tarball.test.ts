import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { ArchiveTooLarge } from '@/lib/errors'
import { ReadingLimit } from './reading-limit'
import { DEFAULT_BOUNDS } from './snapshot'
import { readTarball } from './tarball'
import { gitBlobId } from './virtual'

const ABOUT = { commit: null, committedAt: null }

type Entry = {
  name: string
  content?: string
  linkname?: string
  mode?: number
  type?: 'directory' | 'symlink' | 'link'
  /** Fields of an extended header. */
  pax?: Readonly<Record<string, string>>
}

async function archive(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack()
  for (const { content, ...header } of entries) {
    if (content === undefined) tar.entry(header)
    else tar.entry(header, content)
  }
  tar.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of tar as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks))
}

async function read(entries: readonly Entry[], bounds = {}) {
  const bytes = await archive(entries)
  return readTarball(Readable.from([bytes]), {
    commit: 'c0ffee',
    committedAt: '2025-01-01T00:00:00.000Z',
    bounds: { ...DEFAULT_BOUNDS, ...bounds },
  })
}

test('files keep their bytes, git blob id and mode, without the first folder', async () => {
  const snapshot = await read([
    { name: 'org-repo-c0ffee/', type: 'directory' },
    { name: 'org-repo-c0ffee/app/main.py', content: 'print(1)\n', mode: 0o755 },
  ])
  const file = snapshot.files.get('app/main.py')
  expect([...snapshot.files.keys()]).toEqual(['app/main.py'])
  expect(file).toMatchObject({ kind: 'file', executable: true, size: 9 })
  expect(file?.blob).toBe(gitBlobId(new TextEncoder().encode('print(1)\n')))
  expect(snapshot).toMatchObject({ commit: 'c0ffee', committedAt: '2025-01-01T00:00:00.000Z', limits: [] })
})

test('a link is recorded with its target and never followed', async () => {
  const snapshot = await read([{ name: 'r/secrets', type: 'symlink', linkname: '/etc/passwd' }])
  expect(snapshot.files.get('secrets')).toMatchObject({ kind: 'symlink', target: '/etc/passwd', content: null })
})

test('a .gitmodules of quotes and spaces is read in one pass, whatever its length', async () => {
  const line = `path =${' '.repeat(200_000)}"x"y`
  const snapshot = await read([
    { name: 'r/.gitmodules', content: `${line}\n[submodule "a"]\n\tpath = "vendor/a b"\n` },
    { name: 'r/vendor/a b/', type: 'directory' },
  ])
  expect(snapshot.files.get('vendor/a b')?.kind).toBe('submodule')
})

test('paths that leave the folder, are absolute, or appear twice are refused and said', async () => {
  const snapshot = await read([
    { name: 'r/../../etc/evil.py', content: 'x' },
    { name: '/etc/evil.py', content: 'x' },
    { name: 'r/a\\..\\b.py', content: 'x' },
    { name: 'r/twice.py', content: 'first' },
    { name: 'r/twice.py', content: 'second' },
  ])
  expect([...snapshot.files.keys()]).toEqual(['twice.py'])
  expect(new TextDecoder().decode(snapshot.files.get('twice.py')?.content ?? new Uint8Array())).toBe('first')
  expect(snapshot.limits.flatMap((limit) => limit.paths).sort()).toEqual([
    '../../etc/evil.py',
    '/etc/evil.py',
    'a\\..\\b.py',
    'twice.py',
  ])
})

test('long paths arrive through extended headers, and those over the bound are refused', async () => {
  const long = `${'d'.repeat(90)}/${'e'.repeat(90)}/f.py`
  const snapshot = await read(
    [
      { name: `r/${long}`, content: 'x' },
      { name: `r/${'x/'.repeat(30)}deep.py`, content: 'x' },
      { name: `r/${'y'.repeat(300)}.py`, content: 'x' },
    ],
    { maxDepth: 20, maxPathLength: 250 },
  )
  expect([...snapshot.files.keys()]).toEqual([long])
  expect(snapshot.limits.map((limit) => limit.kind).sort()).toEqual(['nesting', 'path'])
})

test('too many entries, too large files and too many bytes end in limits, not in memory', async () => {
  const many = await read(
    Array.from({ length: 10 }, (_, i) => ({ name: `r/f${i}.py`, content: 'x' })),
    { maxEntries: 4 },
  )
  expect(many.files.size).toBe(4)
  expect(many.limits[0]?.kind).toBe('entries')

  const large = await read([{ name: 'r/big.py', content: 'x'.repeat(2 * 1024 * 1024 + 1) }])
  expect(large.files.get('big.py')).toMatchObject({ content: null, omitted: 'too-large' })
  expect(large.limits[0]?.kind).toBe('file-bytes')

  const total = await read(
    [
      { name: 'r/a.py', content: 'x'.repeat(600) },
      { name: 'r/b.py', content: 'x'.repeat(600) },
    ],
    { maxTotalBytes: 1000 },
  )
  expect(total.files.get('b.py')).toMatchObject({ content: null, omitted: 'total-limit' })
})

test('a small archive that unpacks to far more than the bound is cut off', async () => {
  const bomb = await read(
    [
      { name: 'r/zeros.bin', content: '\0'.repeat(200_000) },
      { name: 'r/a.py', content: 'x' },
    ],
    {
      maxTotalBytes: 10_000,
    },
  )
  expect(bomb.limits.map((limit) => limit.kind)).toContain('truncated')
})

test('pointers of LFS and images have no content', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12345\n'
  const snapshot = await read([
    { name: 'r/model.py', content: pointer },
    { name: 'r/logo.png', content: 'PNG' },
  ])
  expect(snapshot.files.get('model.py')).toMatchObject({ content: null, omitted: 'lfs-pointer' })
  const blob = gitBlobId(new TextEncoder().encode('PNG'))
  expect(snapshot.files.get('logo.png')).toMatchObject({ content: null, omitted: 'unwanted', blob })
})

test('exactly as many entries as may be read are all of them', async () => {
  const snapshot = await read(
    Array.from({ length: 4 }, (_, i) => ({ name: `r/f${i}.py`, content: 'x' })),
    { maxEntries: 4 },
  )
  expect(snapshot).toMatchObject({ limits: [] })
  expect(snapshot.files.size).toBe(4)
})

test('folders without end are not read to their end', async () => {
  const folders = Array.from({ length: 20 }, (_, i) => ({ name: `r/d${i}/`, type: 'directory' as const }))
  const source = Readable.from([await archive([...folders, { name: 'r/a.py', content: 'x' }])])
  const snapshot = await readTarball(source, { ...ABOUT, bounds: { ...DEFAULT_BOUNDS, maxEntries: 4 } })
  expect(snapshot.files.size).toBe(0)
  expect(snapshot.limits).toMatchObject([{ kind: 'entries', message: 'Only the first 4 entries were read.' }])
  expect(source.destroyed).toBe(true)
})

const FILES = [
  { name: 'r/', type: 'directory' as const },
  { name: 'r/a.py', content: 'x'.repeat(5000) },
  { name: 'r/zeros.py', content: '\0'.repeat(4096) },
]

test.each<[string, (tar: Buffer) => Uint8Array]>([
  ['is cut within what is compressed', (tar) => gzipSync(tar).subarray(0, -30)],
  ['is cut within its checksum', (tar) => gzipSync(tar).subarray(0, -6)],
  ['was damaged on its way', (tar) => withFlippedByte(gzipSync(tar, { level: 0 }), 3000)],
  ['lacks its end', (tar) => gzipSync(tar.subarray(0, -1024))],
  ['has half of its end', (tar) => gzipSync(tar.subarray(0, -512))],
  ['ends after a header', (tar) => gzipSync(tar.subarray(0, 1024))],
  ['ends within a file', (tar) => gzipSync(tar.subarray(0, 2048))],
  ['ends behind a whole file', (tar) => gzipSync(tar.subarray(0, 1024 + 5120))],
  ['is a page', () => Buffer.from('<html><title>502 Bad Gateway</title></html>')],
  ['is a page that was compressed', () => gzipSync('<html><title>502 Bad Gateway</title></html>')],
  ['is empty', () => Buffer.alloc(0)],
  ['holds nothing', () => gzipSync('')],
])('what %s is no snapshot, and worth another try', async (_, damage) => {
  const source = Readable.from([damage(gunzipSync(await archive(FILES)))])
  await expect(readTarball(source, ABOUT)).rejects.toMatchObject({ code: 'github-unavailable' })
  expect(source.destroyed).toBe(true)
})

test('a stream that fails with a sentence of its own keeps it', async () => {
  const source = Readable.from([new Uint8Array(10)])
  source.destroy(new ArchiveTooLarge('the archive of o/r', 1024 * 1024))
  await expect(readTarball(source, ABOUT)).rejects.toThrow('the archive of o/r is over 1 MiB')
})

test('the archive of an empty commit is a snapshot without files', async () => {
  const snapshot = await read([{ name: 'r/', type: 'directory' }])
  expect(snapshot).toMatchObject({ limits: [] })
  expect(snapshot.files.size).toBe(0)
})

function withFlippedByte(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt8((bytes[at] ?? 0) ^ 0xff, at)
  return bytes
}

test('targets of megabytes are not kept in memory by their beginnings', async () => {
  const { files } = await read([{ name: 'r/a', type: 'symlink', linkname: 'b'.repeat(1024 * 1024) }])
  expect(files.get('a')).toMatchObject({ target: 'b'.repeat(1024), size: 1024 * 1024 })
})

test('a name or a link beyond all measure ends the reading without a word against the download', async () => {
  const bytes = await archive([
    { name: 'r/app.py', content: 'x = 1\n' },
    { name: 'r/a', type: 'symlink', linkname: 'b'.repeat(5 * 1024 * 1024) },
    { name: 'r/rest.bin', content: Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 9973).join() },
  ])
  const pieces = Array.from({ length: Math.ceil(bytes.length / 64) }, (_, at) => bytes.subarray(at * 64, at * 64 + 64))
  const stream = Readable.from(pieces)
  const { files, limits } = await readTarball(stream, ABOUT)
  expect([...files.keys()]).toEqual(['app.py'])
  expect(limits).toEqual([expect.objectContaining({ kind: 'truncated', message: expect.stringContaining('4 MiB') })])
  expect(stream.errored).toBeInstanceOf(ReadingLimit)
})

test('a header of more fields than any git writes ends the reading, since each later entry would hold them too', async () => {
  const pax = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`k${at}`, 'v']))
  const { files, limits } = await read([
    { name: 'r/app.py', content: 'x = 1\n' },
    { name: 'r/more.py', content: 'x = 1\n', pax },
    { name: 'r/last.py', content: 'x = 1\n' },
  ])
  expect([...files.keys()]).toEqual(['app.py'])
  expect(limits).toEqual([expect.objectContaining({ kind: 'truncated', message: expect.stringContaining('fields') })])
})

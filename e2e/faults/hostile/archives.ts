import { HONEST } from './honest'
import { NASTY_NAMES } from './nasty-text'
import { archive, END_OF_ARCHIVE, extendedHeader, gzipped, type TarEntry, tarEntry } from './tar'

const MIB = 1024 * 1024
const ZEROS = new Uint8Array(64 * MIB)

/** The files of the honest service below the folder that GitHub puts around an archive. */
export function* filesOf(files: Readonly<Record<string, string | Uint8Array>>): Generator<TarEntry> {
  for (const [path, content] of Object.entries(files)) yield { name: `r/${path}`, content }
}

/** What an archive can hold that no folder can, each as a stream that is never in memory as a whole. */
export const ARCHIVES: Readonly<Record<string, () => Iterable<Uint8Array>>> = {
  'archive bomb of 64 GB': () => bomb(64 * 1024 * MIB),
  'file of 1 GB': () => between({ name: 'r/app/model.bin' }, 1024 * MIB),
  'Python of 1 GB': () => between({ name: 'r/app/data.py' }, 1024 * MIB),
  'header that says 8 EB': () => archive([...filesOf(HONEST), { name: 'r/app/x.py', size: 2 ** 62, content: 'x' }]),
  '1,000,000 empty files': () => archive(many(1_000_000, (at) => ({ name: `r/d${at % 997}/${at}.py` }))),
  '1,000,000 folders': () => archive(many(1_000_000, (at) => ({ name: `r/d${at}/`, type: '5' }))),
  '1,000,000 hard links': () =>
    archive(many(1_000_000, (at) => ({ name: `r/l${at}`, type: '1', target: 'r/app/main.py' }))),
  '1,000,000 links': () => archive(many(1_000_000, (at) => ({ name: `r/l${at}`, type: '2', target: 'app/main.py' }))),
  'links with targets of 3 MB': () =>
    archive(many(250, (at) => ({ name: `r/l${at}`, type: '2', target: 'a'.repeat(3 * MIB) }))),
  'a link with a target of 100 MB': () =>
    archive([...filesOf(HONEST), { name: 'r/link', type: '2', target: 'a'.repeat(100 * MIB) }]),
  'names of 3 MB': () => archive(many(200, (at) => ({ name: `r/${at}${'b'.repeat(3 * MIB)}`, content: 'x' }))),
  'extended header of a million keys': () =>
    gzipped([
      extendedHeader(
        Buffer.from(
          Array.from({ length: 250_000 }, (_, at) => `13 k${at % 9}${String(at).padStart(6, '0')}=\n`).join(''),
        ),
        'g',
      ),
      ...[...filesOf(HONEST)].map(tarEntry),
      ...Array.from({ length: 2000 }, (_, at) => tarEntry({ name: `r/${'p'.repeat(200)}${at}.py`, content: 'x' })),
      END_OF_ARCHIVE,
    ]),
  'path of 4,000 characters': () =>
    archive([
      ...filesOf(HONEST),
      { name: `r/${'n'.repeat(4000)}.py`, content: 'x = 1\n' },
      { name: `r/${'n/'.repeat(2000)}x.py`, content: 'x = 1\n' },
    ]),
  'names that lead out': () =>
    archive([
      ...filesOf(HONEST),
      ...[
        '../../etc/passwd',
        'r/../../../x.py',
        '/etc/cron.d/x',
        'r/./x.py',
        'r//x.py',
        'C:/x.py',
        'r/a\\..\\x.py',
        '..',
        '.',
        '',
      ].map((name) => ({ name, content: 'import os\n' })),
      { name: 'r/nul\0byte.py', content: 'x' },
    ]),
  'links in circles and out': () =>
    archive([
      ...filesOf(HONEST),
      { name: 'r/a', type: '2', target: 'b' },
      { name: 'r/b', type: '2', target: 'a' },
      { name: 'r/README.rst', type: '2', target: 'README.rst' },
      { name: 'r/requirements.txt', type: '2', target: '../../../../../../etc/passwd' },
      { name: 'r/Dockerfile.link', type: '2', target: '/etc/shadow' },
      { name: 'r/loop', type: '2', target: '.' },
      { name: 'r/hard', type: '1', target: '/etc/passwd' },
    ]),
  'devices, pipes and unknown types': () =>
    archive([
      ...filesOf(HONEST),
      ...['3', '4', '6', '7', 'D', 'M', 'N', 'S', 'V', 'z'].map((type) => ({
        name: `r/app/t${type}.py`,
        type,
        content: 'x = 1\n',
      })),
    ]),
  'every file twice': () => archive([...filesOf(HONEST), ...filesOf({ ...HONEST, 'app/main.py': 'import os\n' })]),
  'names of control characters': () =>
    archive([
      ...filesOf(HONEST),
      ...NASTY_NAMES.map((name) => ({ name: Buffer.concat([Buffer.from('r/'), name]), content: 'x = eval("1")\n' })),
    ]),
  'no archive at all': () => [Buffer.from('<html>not an archive</html>'.repeat(1000))],
  'gzip of garbage': () => gzipped([Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 251))]),
  'archive without its end': () => gzipped([...filesOf(HONEST)].map(tarEntry)),
}

function* bomb(bytes: number): Generator<Uint8Array> {
  yield* gzipped([...[...filesOf(HONEST)].map(tarEntry), tarEntry({ name: 'r/zeros.bin', size: bytes })])
  yield* gzipped([{ piece: ZEROS, times: bytes / ZEROS.length }, END_OF_ARCHIVE])
}

/** An entry of so many zeros between the honest files and the end. */
function* between(entry: TarEntry, bytes: number): Generator<Uint8Array> {
  yield* gzipped([...[...filesOf(HONEST)].map(tarEntry), tarEntry({ ...entry, size: bytes })])
  yield* gzipped([{ piece: ZEROS, times: bytes / ZEROS.length }, END_OF_ARCHIVE])
}

function* many(count: number, entry: (at: number) => TarEntry): Generator<TarEntry> {
  yield* filesOf(HONEST)
  for (let at = 0; at < count; at += 1) yield entry(at)
}

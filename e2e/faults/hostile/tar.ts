import { gzipSync } from 'node:zlib'

/** An entry as somebody wrote it who keeps to no rule; a long name or target goes into an extended header. */
export interface TarEntry {
  readonly name: string | Uint8Array
  /** The type's letter in the header; a file unless told. */
  readonly type?: string
  readonly target?: string
  readonly mode?: number
  /** What the header says; the length of the content unless told. */
  readonly size?: number
  readonly content?: string | Uint8Array
}

const BLOCK = 512
const END = new Uint8Array(2 * BLOCK)

/** Blocks of one entry, its content padded. */
export function tarEntry(entry: TarEntry): Uint8Array {
  const name = bytesOf(entry.name)
  const target = bytesOf(entry.target ?? '')
  const content = bytesOf(entry.content ?? '')
  const long = [
    ...(name.length > 100 ? [record('path', name)] : []),
    ...(target.length > 100 ? [record('linkpath', target)] : []),
  ]
  return Buffer.concat([
    ...(long.length > 0 ? [extendedHeader(Buffer.concat(long))] : []),
    header({ ...entry, name: name.subarray(0, 100), target, size: entry.size ?? content.length }),
    padded(content),
  ])
}

/** An extended header with these bytes in it. */
export function extendedHeader(content: Uint8Array, type = 'x'): Uint8Array {
  const name = new TextEncoder().encode('header')
  return Buffer.concat([header({ name, target: new Uint8Array(), type, size: content.length }), padded(content)])
}

/** Gzip members, of which one file of gzip may have any number: a piece that is repeated is compressed once. */
export function* gzipped(pieces: Iterable<Uint8Array | { readonly piece: Uint8Array; readonly times: number }>) {
  for (const each of pieces) {
    if (each instanceof Uint8Array) yield gzipSync(each, { level: 1 })
    else {
      const member = gzipSync(each.piece, { level: 6 })
      for (let count = 0; count < each.times; count += 1) yield member
    }
  }
}

/** A whole archive of these entries, in gzip members of a few megabytes. */
export function* archive(entries: Iterable<TarEntry>): Generator<Uint8Array> {
  let batch: Uint8Array[] = []
  let bytes = 0
  for (const entry of entries) {
    const blocks = tarEntry(entry)
    batch.push(blocks)
    bytes += blocks.length
    if (bytes < 4 * 1024 * 1024) continue
    yield* gzipped([Buffer.concat(batch)])
    batch = []
    bytes = 0
  }
  yield* gzipped([Buffer.concat([...batch, END])])
}

export const END_OF_ARCHIVE: Uint8Array = END

interface Fields {
  readonly name: Uint8Array
  readonly target: Uint8Array
  readonly size: number
  readonly type?: string
  readonly mode?: number
}

function header({ name, target, size, type = '0', mode = 0o644 }: Fields): Uint8Array {
  const block = Buffer.alloc(BLOCK)
  block.set(name.subarray(0, 100), 0)
  block.write(`${mode.toString(8).padStart(7, '0')}\0`, 100)
  block.write('0000000\x000000000\0', 108)
  if (size < 8 ** 11) block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  else {
    block[124] = 0x80
    block.writeBigUInt64BE(BigInt(size), 128)
  }
  block.write('00000000000\0', 136)
  block.write('        ', 148)
  block.write(type, 156)
  block.set(target.subarray(0, 100), 157)
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** `LENGTH key=value\n`, where the length counts itself. */
function record(key: string, value: Uint8Array): Uint8Array {
  const rest = key.length + value.length + 3
  let length = rest + String(rest).length
  if (String(length).length !== String(rest).length) length = rest + String(length).length
  return Buffer.concat([Buffer.from(`${length} ${key}=`), value, Buffer.from('\n')])
}

function padded(content: Uint8Array): Uint8Array {
  const rest = content.length % BLOCK
  return rest === 0 ? content : Buffer.concat([content, new Uint8Array(BLOCK - rest)])
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text
}

import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { type GitObject, loadHead, loadObject, type ObjectHead } from './batch'
import { memoise } from './cache'
import { isSha } from './object-formats'

const CACHED_BYTES = 128 * 1024 * 1024

const rememberPool = memoise<{ pool: string | undefined }>(50_000)
const rememberObject = memoise<GitObject | undefined>(CACHED_BYTES, ({ body }) => body.length + 100)
const rememberHead = memoise<ObjectHead | undefined>(200_000)

/** An object of a bare repository by its full id; undefined when the repository has none. */
export async function readObject(directory: string, oid: string): Promise<GitObject | undefined> {
  if (!isSha(oid)) return undefined
  const pool = await poolOf(directory)
  if (!pool) return read(directory, oid)
  // What is shared is asked for again and again, so memory comes before the disk.
  const known = await rememberObject.known(`${pool} ${oid}`)
  return known ?? (await readLoose(directory, oid)) ?? (await read(pool, oid)) ?? read(directory, oid)
}

/** Type and bytes of an object, without its content. */
export async function readHead(directory: string, oid: string): Promise<ObjectHead | undefined> {
  if (!isSha(oid)) return undefined
  const pool = await poolOf(directory)
  const check = (store: string) => rememberHead(`${store} ${oid}`, () => loadHead(store, oid))
  return (pool && (await check(pool))) || check(directory)
}

/** The bare repository that holds an object itself: this one, or the shared one that it borrows from. */
export async function storeOf(directory: string, oid: string): Promise<string> {
  const pool = await poolOf(directory)
  if (!pool || !isSha(oid) || (await readLoose(directory, oid))) return directory
  return (await read(pool, oid)) ? pool : directory
}

function read(store: string, oid: string): Promise<GitObject | undefined> {
  return rememberObject(`${store} ${oid}`, () => loadObject(store, oid))
}

/** Objects that a pack does not hold lie in files of their own, which need no process to be read. */
async function readLoose(directory: string, oid: string): Promise<GitObject | undefined> {
  const compressed = await readIfThere(join(directory, 'objects', oid.slice(0, 2), oid.slice(2)))
  if (!compressed) return undefined
  const bytes = await promisify(inflate)(compressed)
  const end = bytes.indexOf(0)
  const [type = ''] = bytes.subarray(0, end).toString().split(' ')
  return { type: type as GitObject['type'], body: bytes.subarray(end + 1) }
}

/** The repository that `objects/info/alternates` names, if any: thousands of small repositories may share one. */
async function poolOf(directory: string): Promise<string | undefined> {
  const { pool } = await rememberPool(directory, async () => {
    const objects = join(directory, 'objects')
    const line = (await readIfThere(join(objects, 'info', 'alternates')))?.toString().split('\n')[0]
    return { pool: line ? dirname(resolve(objects, line)) : undefined }
  })
  return pool
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

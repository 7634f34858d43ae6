import { readBlob } from '../git/objects'
import type { Host, Repository } from '../host'
import { objectFields } from './object-fields'

const LONGEST_TEXT = 512 * 1024
/** Git itself looks no further for a zero byte. */
const SNIFFED = 8000

export function blobNode(host: Host, repository: Repository, oid: string): object {
  let reading: Promise<Buffer> | undefined
  const bytes = () => {
    reading ??= readBlob(repository.directory, oid).then((found) => found ?? Buffer.alloc(0))
    return reading
  }
  const isBinary = async () => (await bytes()).subarray(0, SNIFFED).includes(0)
  return {
    ...objectFields(host, repository, 'Blob', oid),
    byteSize: async () => (await bytes()).length,
    isBinary,
    isTruncated: async () => (await bytes()).length > LONGEST_TEXT,
    text: async () => ((await isBinary()) ? null : (await bytes()).subarray(0, LONGEST_TEXT).toString()),
  }
}

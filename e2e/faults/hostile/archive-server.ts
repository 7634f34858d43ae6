import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Sends archives as they are made, under the number that `offer` answers an address for. */
export async function startArchiveServer() {
  const offered: (() => Iterable<Uint8Array>)[] = []
  const server = createServer((request, response) => {
    const make = offered[Number(request.url?.slice(1))]
    if (!make) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'application/x-gzip' })
    // A reader that has enough hangs up.
    pipeline(Readable.from(make()), response).catch(() => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    offer: (make: () => Iterable<Uint8Array>) => `http://127.0.0.1:${port}/${offered.push(make) - 1}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

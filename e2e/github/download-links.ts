import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const LIFE_MS = 5 * 60 * 1000

/** Signs links to archives, so that whoever holds one needs no token for five minutes. */
export class DownloadLinks {
  private readonly key = randomBytes(32)

  sign(path: string): string {
    const expires = Date.now() + LIFE_MS
    return `${path}?expires=${expires}&token=${this.mac(path, expires)}`
  }

  verify(path: string, expires: string | undefined, token: string | undefined): boolean {
    const time = Number(expires)
    if (!token || !(time > Date.now())) return false
    const expected = Buffer.from(this.mac(path, time))
    const given = Buffer.from(token)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  private mac(path: string, expires: number): string {
    return createHmac('sha256', this.key).update(`${expires} ${path}`).digest('base64url')
  }
}

import { randomBytes } from 'node:crypto'
import type { RegisteredApp } from './registration'

const LIFE_MS = 3600 * 1000

/** Codes that turn into the credentials of an App, once and within an hour. */
export class ManifestCodes {
  private readonly codes = new Map<string, { registered: RegisteredApp; expiresAt: number }>()

  issue(registered: RegisteredApp): string {
    const code = randomBytes(20).toString('hex')
    this.codes.set(code, { registered, expiresAt: Date.now() + LIFE_MS })
    return code
  }

  take(code: string): RegisteredApp | undefined {
    const known = this.codes.get(code)
    this.codes.delete(code)
    return known && known.expiresAt > Date.now() ? known.registered : undefined
  }
}

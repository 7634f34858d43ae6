import 'server-only'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { isPublicAddress } from './public-hosts'

const LONGEST = 500
const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

const NOT_AN_ADDRESS =
  'This is not the address of an incoming webhook. It begins with https://, such as https://hooks.slack.com/services/…'
const NOT_PUBLIC =
  'This address is on this machine or in a private network. Messages only go to hosts that are on the internet.'

/**
 * The address of an incoming webhook: https, without a user and password, at a host that may be written to as far as its
 * name tells. Throws an AppError that never repeats the address.
 */
export function parseWebhookAddress(text: string): URL {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST || !URL.canParse(trimmed)) throw new AppError('invalid-input', NOT_AN_ADDRESS)
  const url = new URL(trimmed)
  if (isAllowedLocal(url)) return url
  if (LOCAL.test(url.hostname)) throw new AppError('invalid-input', NOT_PUBLIC)
  if (url.protocol !== 'https:') throw new AppError('invalid-input', NOT_AN_ADDRESS)
  if (url.username || url.password) {
    throw new AppError('invalid-input', 'An address with a user name or a password in it is not used. Leave them out.')
  }
  const host = hostOf(url)
  if (isIP(host) !== 0 ? !isPublicAddress(host) : !host.includes('.')) throw new AppError('invalid-input', NOT_PUBLIC)
  return url
}

/** The same, once the host's name was looked up: what it leads to is public. */
export async function checkWebhookAddress(text: string): Promise<URL> {
  const url = parseWebhookAddress(text)
  if (isAllowedLocal(url)) return url
  const found = await lookup(hostOf(url), { all: true }).catch(() => [])
  if (found.length === 0) {
    throw new AppError('invalid-input', 'There is no host of this name. Look at the address once more.')
  }
  if (found.some(({ address }) => !isPublicAddress(address))) throw new AppError('invalid-input', NOT_PUBLIC)
  return url
}

/** Tests let messages go to a server of their own. */
export function isAllowedLocal(url: URL): boolean {
  return env().AIRWORTHY_ALLOW_LOCAL_WEBHOOKS === '1' && LOCAL.test(url.hostname) && /^https?:$/.test(url.protocol)
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

import 'server-only'
import { env } from '@/lib/env'
import { API_ROOT } from './api-root'

/** Addresses of one thing: in the API, and its page. Each part of the path is encoded. */
export function addressesOf(...parts: readonly string[]): { readonly url: string; readonly htmlUrl: string } {
  const path = ['orgs', ...parts].map((part) => `/${encodeURIComponent(part)}`).join('')
  const { NEXTAUTH_URL } = env()
  return { url: `${NEXTAUTH_URL}${API_ROOT}${path}`, htmlUrl: `${NEXTAUTH_URL}${path}` }
}

/** The address of a request as callers know it: behind a proxy, the server sees another host. */
export function publicAddress(address: string): string {
  const { pathname, search } = new URL(address)
  return `${env().NEXTAUTH_URL}${pathname}${search}`
}

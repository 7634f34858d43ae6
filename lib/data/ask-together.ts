import 'server-only'
import { cache } from 'react'
import type { OrgAccess } from '@/lib/auth/access'

/** The same question, asked once for a page, and elsewhere once for all that ask at the same time with the same access. */
export function askTogether<T>(ask: (access: OrgAccess) => Promise<T>): (access: OrgAccess) => Promise<T> {
  const underWay = new WeakMap<OrgAccess, Promise<T>>()
  return cache((access: OrgAccess): Promise<T> => {
    const known = underWay.get(access)
    if (known) return known
    const asked = ask(access).finally(() => underWay.delete(access))
    underWay.set(access, asked)
    return asked
  })
}

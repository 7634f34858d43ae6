import { z } from 'zod'
import { type AppRequest, type Extra, isExtra, isPlainAddress } from '@/lib/setup/app-manifest.js'

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>

/** What the form asks for, and what is wrong with it; `request` is null until an organisation is named rightly. */
export interface AppQuery {
  readonly organisation: string
  readonly url: string
  readonly with: readonly Extra[]
  readonly isPublic: boolean
  readonly problem: string | null
  readonly request: AppRequest | null
}

const Organisation = z.string().regex(/^[a-z\d](?:-?[a-z\d]){0,38}$/i)

/** Reads the address of the page; without an address of Airworthy in it, `ownUrl` is meant. */
export function parseAppQuery(parameters: Parameters, ownUrl: string): AppQuery {
  const organisation = first(parameters.organisation).trim()
  const url = first(parameters.url).trim() || ownUrl
  const chosen = [parameters.with ?? []].flat().filter(isExtra)
  const isPublic = first(parameters.public) === 'on'
  const asked = { organisation, url, with: chosen, isPublic }
  const problem = findProblem(organisation, url)
  return { ...asked, problem, request: organisation !== '' && problem === null ? asked : null }
}

function findProblem(organisation: string, url: string): string | null {
  if (!isPlainAddress(url)) {
    return 'The address of Airworthy begins with https:// or http:// and has no query, quotes or spaces.'
  }
  if (organisation === '' || Organisation.safeParse(organisation).success) return null
  return 'This is not the name of an organisation on GitHub: letters, digits and single hyphens.'
}

function first(value: Parameters[string]): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

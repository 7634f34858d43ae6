import 'server-only'
import { env } from '@/lib/env'

/** The full address of a repository's page here, for what is written elsewhere; `anchor` is a characteristic. */
export function repositoryPageUrl(login: string, name: string, anchor?: string): string {
  const page = `${env().NEXTAUTH_URL}/orgs/${encodeURIComponent(login)}/repositories/${encodeURIComponent(name)}`
  return anchor ? `${page}#${anchor}` : page
}

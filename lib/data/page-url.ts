import 'server-only'
import { env } from '@/lib/env'

/** The full address of a repository's page here, for what is written elsewhere; `anchor` is a characteristic. */
export function repositoryPageUrl(login: string, name: string, anchor?: string): string {
  const page = `${env().NEXTAUTH_URL}/orgs/${encodeURIComponent(login)}/repositories/${encodeURIComponent(name)}`
  return anchor ? `${page}#${anchor}` : page
}

/** The full address of a campaign's page here; with a team, narrowed to it. */
export function campaignPageUrl(login: string, id: string, team?: string): string {
  const page = `${env().NEXTAUTH_URL}/orgs/${encodeURIComponent(login)}/campaigns/${id}`
  return team ? `${page}?team=${encodeURIComponent(team)}` : page
}

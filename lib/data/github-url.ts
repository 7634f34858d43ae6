import 'server-only'
import { env } from '@/lib/env'

/** Address of a repository on GitHub, without a slash at its end. */
export function repositoryUrl(login: string, name: string): string {
  return `${env().GITHUB_URL}/${encodeURIComponent(login)}/${encodeURIComponent(name)}`
}

import { env } from '@/lib/env'

/** Where GraphQL is served: beside REST on github.com, one level up where REST is at `/api/v3`. Without `/graphql`. */
export function graphqlBase(apiUrl = env().GITHUB_API_URL): string {
  return apiUrl.replace(/\/api\/v3$/, '/api')
}

/** Archives come from the configured hosts or the archive host beside them; a link to anywhere else is not followed. */
export function isArchiveAddress(link: string, webUrl = env().GITHUB_URL, apiUrl = env().GITHUB_API_URL): boolean {
  if (!URL.canParse(link)) return false
  const { protocol, host, username, password } = new URL(link)
  if (username !== '' || password !== '') return false
  return [new URL(webUrl), new URL(apiUrl)].some(
    (own) => protocol === own.protocol && (host === own.host || host === `codeload.${own.host}`),
  )
}

import type { Octokit } from '@octokit/rest'
import { inSpan, type NoteFacts } from '@/lib/tracing/spans'

interface RequestOptions {
  readonly url: string
  readonly method: string
}

/** An Octokit plugin: every request that is sent is a span with its method, its route and its status. */
export function tracedRequests(octokit: Pick<Octokit, 'hook'>): object {
  octokit.hook.wrap('request', (request, options) =>
    inGitHubSpan(options.method, routeOf(options), async (note) => {
      const response = await request(options)
      noteStatus(note, response)
      return response
    }),
  )
  return {}
}

/** Does one request to GitHub; `route` holds no names and no query. What is thrown tells its status where it has one. */
export function inGitHubSpan<T>(method: string, route: string, work: (note: NoteFacts) => Promise<T>): Promise<T> {
  const facts = { 'http.request.method': method, 'url.template': route }
  return inSpan({ name: `GitHub ${method} ${route}`, kind: 'client', facts }, async (note) => {
    try {
      return await work(note)
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'status' in error) noteStatus(note, error)
      throw error
    }
  })
}

export function noteStatus(note: NoteFacts, { status }: { readonly status?: unknown }): void {
  if (typeof status === 'number') note({ 'http.response.status_code': status })
}

/** Octokit's template, such as `/repos/{owner}/{repo}`; an address that somebody filled in already is not told. */
export function routeOf({ url }: Pick<RequestOptions, 'url'>): string {
  if (!url.startsWith('/')) return 'other'
  const [path = ''] = url.split('?', 1)
  return path.replace(/\/\d+(?=\/|$)/g, '/{id}')
}

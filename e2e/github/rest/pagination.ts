import type { Context } from 'hono'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'

const DEFAULT_SIZE = 30
const LARGEST_SIZE = 100

/** The page that `page` and `per_page` ask for, and the Link header that leads on. */
export function paginate<T>({ host }: Services, c: Context<ServerEnv>, items: readonly T[]): T[] {
  const size = Math.min(LARGEST_SIZE, positive(c.req.query('per_page'), DEFAULT_SIZE))
  const page = positive(c.req.query('page'), 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const links: string[] = []
  const link = (number: number, relation: string) => {
    const url = new URL(c.req.path, host.url)
    url.search = new URLSearchParams({ ...c.req.query(), page: String(number) }).toString()
    links.push(`<${url.href}>; rel="${relation}"`)
  }
  if (page > 1) link(Math.min(page - 1, last), 'prev')
  if (page < last) {
    link(page + 1, 'next')
    link(last, 'last')
  }
  if (page > 1) link(1, 'first')
  if (links.length > 0) c.header('link', links.join(', '))
  return items.slice((page - 1) * size, page * size)
}

function positive(text: string | undefined, otherwise: number): number {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : otherwise
}

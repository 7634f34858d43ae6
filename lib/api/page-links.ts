/** Where somebody is in a list. */
export interface PageOfList {
  /** From 1. */
  readonly page: number
  readonly perPage: number
  readonly total: number
}

/** The `Link` header of a page of a list, as GitHub writes it; null when there is one page only. */
export function linkHeader(address: string, { page, perPage, total }: PageOfList): string | null {
  const last = Math.max(1, Math.ceil(total / perPage))
  const link = (rel: string, to: number): string => {
    const url = new URL(address)
    url.searchParams.set('page', String(to))
    return `<${url.href}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link('prev', Math.min(page - 1, last)), link('first', 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
  ]
  return links.length > 0 ? links.join(', ') : null
}

/** Of a browser's list of what it asked for; `serverTiming` holds what the server said of its answer. */
export interface AskedFor {
  readonly name: string
  readonly startTime: number
  readonly serverTiming?: readonly { readonly name: string; readonly description: string }[]
}

/**
 * The id under which the server's log has the last request for a page: the only thing of an answer that a page can read
 * of itself. Null where the browser does not keep it, or something in between took it away.
 */
export function requestIdFor(entries: readonly AskedFor[], pathname: string): string | null {
  const answers = entries.flatMap(({ name, startTime, serverTiming = [] }) => {
    const id = serverTiming.find((timing) => timing.name === 'request')?.description
    return id && URL.canParse(name) && new URL(name).pathname === pathname ? [{ id, startTime }] : []
  })
  return answers.sort((a, b) => b.startTime - a.startTime)[0]?.id ?? null
}

/** The same for the page that is open. Only in a browser. */
export function requestIdOfPage(): string | null {
  const asked = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))
  return requestIdFor(asked as unknown as AskedFor[], window.location.pathname)
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { watchRequests } from './watch-requests'

/**
 * Gives pages that failed as a whole a text of their own where the browser runs no scripts, as far as is known: Next sends
 * an empty body, into which only scripts write what happened.
 */
export function tellFailures(): void {
  watchRequests('failures', {
    begins({ request, response }) {
      if (isForPerson(request)) replaceFailure(response)
    },
  })
}

/** `/theme.js` leaves the cookie. */
function isForPerson({ headers }: IncomingMessage): boolean {
  const runsScripts = /(?:^|;\s*)scripts=/.test(headers.cookie ?? '')
  return !runsScripts && headers.rsc === undefined && (headers.accept?.includes('text/html') ?? false)
}

/** Next compresses above this, so that what it writes can't be added to, but left out. */
function replaceFailure(response: ServerResponse): void {
  let page: Buffer | undefined
  const { writeHead, write, end } = response
  const begin = () => {
    if (response.statusCode >= 500 && !response.headersSent) response.writeHead(response.statusCode)
  }
  response.writeHead = function (this: ServerResponse, status: number, ...rest: unknown[]) {
    if (status >= 500 && String(response.getHeader('content-type')).startsWith('text/html')) {
      page = Buffer.from(pageOf(String(response.getHeader('x-request-id') ?? '')))
      response.removeHeader('content-encoding')
      response.removeHeader('transfer-encoding')
      response.setHeader('content-length', page.length)
    }
    return Reflect.apply(writeHead, response, [status, ...rest])
  } as typeof writeHead
  response.write = function (this: ServerResponse, ...given: unknown[]) {
    begin()
    if (!page) return Reflect.apply(write, response, given)
    callBack(given)
    return true
  } as typeof write
  response.end = function (this: ServerResponse, ...given: unknown[]) {
    begin()
    if (!page) return Reflect.apply(end, response, given)
    return Reflect.apply(end, response, [page, () => callBack(given)])
  } as typeof end
}

function callBack(given: readonly unknown[]): void {
  const last = given.at(-1)
  if (typeof last === 'function') process.nextTick(() => last())
}

/** In the words of components/ui/failure.tsx; the number of the request holds nothing that is markup. */
function pageOf(requestId: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>This page could not be shown · Airworthy</title></head>
<body><main><h1>This page could not be shown</h1>
<p>The fault is on our side, or GitHub or the database did not answer.</p><p><a href="">Try again</a></p>
${requestId && `<p>Tell whoever runs Airworthy the number of the request: <code>${requestId}</code></p>`}
</main></body></html>
`
}

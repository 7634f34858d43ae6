import type { Instrumentation } from 'next'

/** Runs once when the server starts: what makes it unusable ends it with a sentence instead of failing page by page. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment, checkDatabase } = await import('./lib/start-check')
    checkEnvironment()
    const { traceServer } = await import('./lib/tracing/trace-server')
    await traceServer()
    const { watchServer } = await import('./lib/requests/watch-server')
    await watchServer()
    const [{ env }, { notePeers }, { tellFailures }] = await Promise.all([
      import('./lib/env'),
      import('./lib/http/note-peers'),
      import('./lib/http/readable-failure'),
    ])
    notePeers(env().NEXTAUTH_URL)
    tellFailures()
    await checkDatabase()
  }
}

/** What ended a page, a route or an action. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logRequestError } = await import('./lib/requests/log-request-error')
    logRequestError(error, context)
  }
}

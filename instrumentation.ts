/** Runs once when the server starts: what makes it unusable ends it with a sentence instead of failing page by page. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment, checkGitHub } = await import('./lib/start-check')
    checkEnvironment()
    const [{ env }, { watchRequests }] = await Promise.all([import('./lib/env'), import('./lib/http/watch-requests')])
    watchRequests(env().NEXTAUTH_URL)
    await checkGitHub()
  }
}

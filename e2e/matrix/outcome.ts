import type { Answer } from './ask'
import type { Outcome } from './roles'

const SIGN_IN = /\/sign-in(\?|;|$)/

/** What somebody got from a route; the status where it is none of the known outcomes. */
export function outcomeOf({ status, headers }: Answer): Outcome | string {
  if (status >= 300 && status < 400) return SIGN_IN.test(headers.get('location') ?? '') ? 'sign-in' : 'shown'
  if (status === 404) return 'not found'
  if (status === 401 || status === 403) return 'refused'
  return status < 300 ? 'shown' : `HTTP ${status}`
}

/** The same for an action, whose answer says itself whether it was done. */
export function actionOutcomeOf({ status, headers, body }: Answer): Outcome | string {
  if (SIGN_IN.test(headers.get('x-action-redirect') ?? headers.get('location') ?? '')) return 'sign-in'
  // A page that is missing for the action is said in the answer, whose status went out before.
  if (status === 404 || /NEXT_HTTP_ERROR_FALLBACK;404/.test(body)) return 'not found'
  if (/"ok":true/.test(body)) return 'shown'
  return /"ok":false/.test(body) ? 'refused' : `HTTP ${status}`
}

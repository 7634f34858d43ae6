import 'server-only'
import { isOperator } from './operator'
import { getViewer, isTokenMode } from './viewer'

/** What the header of every page says of the viewer; null when nobody is signed in. */
export async function getAccount() {
  const viewer = await getViewer()
  if (!viewer) return null
  const { login, name } = viewer
  return { login, name, canSignOut: !isTokenMode(), isOperator: isOperator(viewer) }
}

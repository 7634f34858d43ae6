import 'server-only'
import { notFound } from 'next/navigation'
import { env } from '@/lib/env'
import { requireViewer } from './access'
import { isTokenMode, type Viewer } from './viewer'

/**
 * Whether somebody operates this installation: whom OPERATORS names, by GitHub's number or by login; in token mode the
 * one person there is.
 */
export function isOperator({ id, login }: Pick<Viewer, 'id' | 'login'>): boolean {
  if (isTokenMode()) return true
  // A login of digits alone is somebody else's number.
  const own = [String(id), ...(/^\d+$/.test(login) ? [] : [login.toLowerCase()])]
  return env().OPERATORS.some((named) => own.includes(named))
}

/** The signed-in operator; for anybody else there is nothing here. */
export async function requireOperator(): Promise<Viewer> {
  const viewer = await requireViewer()
  return isOperator(viewer) ? viewer : notFound()
}

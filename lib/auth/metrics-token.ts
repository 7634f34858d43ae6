import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'

/** 'off' while no METRICS_TOKEN is set; otherwise whether the request brings it, in a time that tells nothing of it. */
export function metricsAccess(headers: Headers): 'off' | 'refused' | 'granted' {
  const { METRICS_TOKEN: expected } = env()
  if (expected === undefined) return 'off'
  const given = /^Bearer +([^\s]{1,1000})$/i.exec(headers.get('authorization') ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(expected)) ? 'granted' : 'refused'
}

/** Of one length, whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

import 'server-only'
import { env, wayIn } from '@/lib/env'
import { clientOfRequest } from '@/lib/http/request-client'
import { RequestLimit, type Turn } from '@/lib/http/request-limit'

/** Deliveries of one sender about one App or organisation that may be refused in a minute. */
const REFUSED_OF_ONE_TARGET = 120
/** The same whatever they say that they are about. */
const REFUSED_OF_ONE_ADDRESS = 1200

const byTarget = new RequestLimit(REFUSED_OF_ONE_TARGET)
const byAddress = new RequestLimit(REFUSED_OF_ONE_ADDRESS)

interface Sender {
  readonly address: string
  /** Address and what the hook belongs to: anybody can have GitHub send badly signed ones, but not as ours. */
  readonly target: string
  readonly isShared: boolean
}

/** `known`: the organisations of which webhooks are expected where there is no App; all others are counted as one. */
export function senderOf(headers: Headers, known: ReadonlySet<string>): Sender {
  const { address, isShared } = clientOfRequest(headers)
  const type = headers.get('x-github-hook-installation-target-type') ?? ''
  const id = headers.get('x-github-hook-installation-target-id') ?? ''
  const isOurs =
    wayIn() === 'app' ? type === 'integration' && id === env().GITHUB_APP_ID : type === 'organization' && known.has(id)
  return { address, target: `${address} ${isOurs ? id : 'another'}`, isShared }
}

/** Whether a delivery is still worth reading; what is rightly signed counts nothing. */
export function askForRefusal({ address, target, isShared }: Sender): Turn {
  const turn = byTarget.ask(target, isShared)
  return turn.granted ? byAddress.ask(address, isShared) : turn
}

export function countRefusal({ address, target }: Sender): void {
  byTarget.count(target)
  byAddress.count(address)
}

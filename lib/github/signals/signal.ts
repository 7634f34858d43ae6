/** What GitHub can tell of a repository beside its code, in the order in which pages show it. */
export const SIGNALS = [
  'branch-protection',
  'required-reviews',
  'last-ci-result',
  'code-owners',
  'dependabot',
  'code-scanning',
  'secret-scanning',
] as const
export type SignalId = (typeof SIGNALS)[number]

/** `unknown` is what this token may not read, or what GitHub did not answer; the detail says which. */
export interface Signal {
  readonly state: 'on' | 'off' | 'unknown'
  /** A sentence for a person. */
  readonly detail: string
  /** GitHub tells it only to those who administer the repository, and so do we. */
  readonly isConfidential?: true
}

export type Signals = Readonly<Record<SignalId, Signal>>

export const ADMINISTRATION =
  'GitHub shows it only to administrators and to Apps with the permission “Administration: read”.'

export function on(detail: string): Signal {
  return { state: 'on', detail }
}
export function off(detail: string): Signal {
  return { state: 'off', detail }
}
export function unknown(detail: string): Signal {
  return { state: 'unknown', detail }
}

/** What GitHub told because this token may know more than others who read the repository. */
export function confidential(signal: Signal): Signal {
  return signal.state === 'unknown' ? signal : { ...signal, isConfidential: true }
}

/** Every signal unknown for the same reason. */
export function allUnknown(reason: string): Signals {
  return Object.fromEntries(SIGNALS.map((id) => [id, unknown(reason)])) as unknown as Signals
}

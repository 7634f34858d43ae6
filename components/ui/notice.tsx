import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

type Tone = 'good' | 'bad' | 'unsure' | 'plain'

const LOOKS: Readonly<Record<Tone, string>> = {
  good: 'bg-pass-soft text-pass',
  bad: 'bg-fail-soft text-fail',
  unsure: 'bg-unknown-soft text-unknown',
  plain: 'bg-sunken text-ink',
}

const ICONS: Readonly<Partial<Record<Tone, IconName>>> = { good: 'check', bad: 'warning', unsure: 'warning' }

/** A sentence across the page about what is below it; its tone is told by a shape, too. */
export function Notice({
  tone,
  role = 'status',
  children,
}: {
  readonly tone: Tone
  readonly role?: 'status' | 'alert' | 'note'
  readonly children: ReactNode
}) {
  const icon = ICONS[tone]
  return (
    <div role={role} className={clsx('flex gap-2 rounded-md px-3 py-2 text-sm', LOOKS[tone])}>
      {icon && <Icon name={icon} className="mt-0.5 size-4" />}
      <div className="min-w-0 [overflow-wrap:anywhere]">{children}</div>
    </div>
  )
}

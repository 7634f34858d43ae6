import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'
import { Prose } from '@/components/ui/prose'
import { KIND_TITLES } from '@/lib/checks/rubric'
import type { Evidence, Kind } from '@/lib/facts/facts'
import type { CommitPlace } from './evidence-link'
import { EvidenceList } from './evidence-list'

/** What kind of repository it is taken for, which decides what applies, and from what. */
export function KindPanel({
  kind,
  reason,
  evidence,
  place,
  children,
}: {
  readonly kind: Kind
  readonly reason: string
  readonly evidence: readonly Evidence[]
  readonly place: CommitPlace
  /** How to set it right. */
  readonly children?: ReactNode
}) {
  return (
    <Panel title="Kind" note="Decides which characteristics apply">
      <p className="font-medium">{KIND_TITLES[kind]}</p>
      <p className="mt-0.5 mb-3 text-sm [overflow-wrap:anywhere]">
        <Prose>{reason}</Prose>
      </p>
      <EvidenceList evidence={evidence} place={place} />
      {children}
    </Panel>
  )
}

'use client'

import { useActionState } from 'react'
import { Confirm } from '@/components/ui/confirm'

type Answer = { readonly ok: true } | { readonly ok: false; readonly error: string }

/** A question of which nothing comes, or that is refused. */
export function SampleConfirm({ refusal }: { readonly refusal?: string }) {
  const [answer, act] = useActionState<Answer | null>(
    () => (refusal ? { ok: false, error: refusal } : { ok: true }),
    null,
  )
  return (
    <Confirm
      opener={refusal ? 'Revoke, refused…' : 'Revoke…'}
      title={refusal ? 'Revoke what can’t be revoked?' : 'Revoke this sample?'}
      consequence="Nothing comes of it, as this is a sample."
      action={act}
      yes="Revoke the sample"
      busy="Revoking…"
      answer={answer}
    />
  )
}
